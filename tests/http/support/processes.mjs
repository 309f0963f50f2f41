// What the system says of processes.
import { readFileSync, readdirSync } from 'node:fs';

function statusOf(pid) {
  try {
    return Object.fromEntries(readFileSync(`/proc/${pid}/status`, 'utf8').split('\n').map((line) => line.split(/:\s*/, 2)));
  } catch {
    return undefined;  // It has ended in the meantime.
  }
}

/** The processes that `pid` started, those that ended and were not waited for too: [{pid, state, memoryMax (bytes)}]. */
export function childrenOf(pid) {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    const status = statusOf(name);
    if (status === undefined || Number(status.PPid) !== pid) return [];
    return [{ pid: Number(name), state: status.State[0], memoryMax: Number.parseInt(status.VmHWM ?? '0', 10) * 1024 }];
  });
}

export const isAlive = (pid) => !['Z', 'X', undefined].includes(statusOf(pid)?.State[0]);
export const memoryMax = (pid) => Number.parseInt(statusOf(pid)?.VmHWM ?? '0', 10) * 1024;
