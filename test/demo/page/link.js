/**
 * One WebSocket, and all that its page learns of it. `socket` is for sending; `opened` and `ended`
 * resolve when it comes to that, `ended` with the close event in words.
 */
export function openLink(url) {
  const socket = new WebSocket(new URL(url, location.href.replace(/^http/, "ws")));
  const opened = new Promise((resolve) => socket.addEventListener("open", resolve));
  let wasOpen = false;
  opened.then(() => {
    wasOpen = true;
  });
  const ended = new Promise((resolve) => {
    socket.addEventListener("close", ({ code, reason }) => {
      const quote = reason ? `, “${reason}”` : ", no reason";
      resolve(`${wasOpen ? "opened, then closed" : "never opened"}: ${code}${quote}`);
    });
  });
  return { socket, opened, ended };
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
