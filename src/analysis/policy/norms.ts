import type { Schedule } from "../../services/service.ts";
import { SERVICE_ROWS } from "../../services/services.ts";

/** How one library comes back, by default. */
export type Norm = Schedule;

/** How well-known libraries come back, by default. */
export const NORMS: readonly Norm[] = SERVICE_ROWS.flatMap(([, { schedules = [] }]) => schedules);

export const KNOWN_LISTS = NORMS.flatMap(({ scheduleMs }) => (scheduleMs ? [scheduleMs] : []));
