import { acceptWebSocket } from "../servers/accept.ts";
import type { Route } from "../servers/visit.ts";

const READING_EVERY_MS = 2_000;

/** The station that works: readings at intervals, an answer to each ping and to each question. */
export const station: Route = (visit) =>
  acceptWebSocket(visit, (connection) => {
    const say = (message: Record<string, unknown>) => connection.send(JSON.stringify(message));
    let weather = readWeather(0);
    let n = 0;
    const read = () => {
      weather = readWeather(n++);
      say({ type: "reading", ...weather });
    };
    read();
    const timer = setInterval(read, READING_EVERY_MS);
    connection.on("close", () => clearInterval(timer));
    connection.on("message", (data) => {
      const message = parseMessage(String(data));
      if (message?.type === "ping") say({ type: "pong", n: message.n });
      if (message?.type === "ask") say({ type: "answer", text: answer(message.text, weather) });
    });
  });

/** Weather that drifts: calm enough to be believed, lively enough to be watched. */
const readWeather = (n: number) => ({
  hPa: Math.round((1009 + 6 * Math.sin(n / 5)) * 10) / 10,
  celsius: Math.round((11 + 4 * Math.sin(n / 9 + 1)) * 10) / 10,
  windKmh: Math.round(18 + 11 * Math.sin(n / 3)),
});

function answer(question: unknown, { hPa, windKmh }: ReturnType<typeof readWeather>): string {
  const outlook = hPa < 1007 ? "Take a coat" : hPa < 1011 ? "Hard to say" : "Not today";
  return `“${question}” ${outlook}: ${hPa} hPa, wind ${windKmh} km/h.`;
}

type FromPage = { type?: unknown; n?: unknown; text?: unknown };

function parseMessage(text: string): FromPage | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" ? parsed : null;
  } catch {
    return null;
  }
}
