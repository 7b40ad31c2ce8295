/** What the tests use of phoenix.js, which brings no types. */
declare module "phoenix" {
  export class Socket {
    constructor(url: string, options: { transport: unknown });
    connect(): void;
    disconnect(): void;
  }
}
