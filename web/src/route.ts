import type { Route } from './state.ts';

/** "#/history?page=2" -> the second page of the history; anything unknown is the studio. */
export function routeOf(hash: string): Route {
  const result = /^#\/result\/(\d{1,15})$/.exec(hash);
  if (result?.[1] !== undefined) return { view: 'result', taskId: Number(result[1]) };
  const history = /^#\/history(?:\?page=(\d{1,9}))?$/.exec(hash);
  if (history !== null) return { view: 'history', page: Math.max(1, Number(history[1] ?? 1)) };
  return { view: 'studio' };
}

export function hashOf(route: Route): string {
  if (route.view === 'result') return `#/result/${route.taskId}`;
  if (route.view === 'history') return route.page === 1 ? '#/history' : `#/history?page=${route.page}`;
  return '#/';
}
