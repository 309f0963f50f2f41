import type { Failure, Photo, Task, Verdict } from './api/types.ts';
import type { PhotoKind } from './api/client.ts';

/** What is shown where a person photo's verdict stands. */
export type Check = { state: 'checking' } | { state: 'unknown'; sentence: string } | { state: 'done'; verdict: Verdict };

/** A photo on its way to the server, or one that did not get there. */
export interface Upload {
  key: string;
  name: string;
  preview: string;
  /** Why it failed; null while it is under way. */
  sentence: string | null;
}

export interface Library {
  photos: Photo[];
  hasMore: boolean;
  loaded: boolean;
}

/** The try-on in front of the user. */
export interface Job {
  /** Null until the server has taken the order. */
  taskId: number | null;
  personId: number;
  garmentIds: number[];
  phase: 'starting' | 'queued' | 'processing' | 'completed' | 'failed';
  position: number | null;
  stage: string | null;
  progress: number | null;
  reconnecting: boolean;
  resultUrl: string | null;
  resultDeleted: boolean;
  failure: Failure | null;
}

export interface HistoryPage {
  page: number;
  pages: number;
  count: number;
  tasks: Task[];
}

export interface Notice {
  tone: 'good' | 'bad';
  sentence: string;
}

export type Route = { view: 'studio' } | { view: 'result'; taskId: number } | { view: 'history'; page: number };

export interface State {
  signedIn: boolean;
  /** A sentence above the form: why somebody is asked to sign in (again). */
  signInNotice: string | null;
  route: Route;
  notice: Notice | null;
  /** A sentence while the lists cannot be loaded. */
  loadProblem: string | null;
  person: Library;
  garment: Library;
  personId: number | null;
  personUpload: Upload | null;
  checks: ReadonlyMap<number, Check>;
  garmentUploads: Upload[];
  picked: number[];
  job: Job | null;
  history: HistoryPage | null;
  historyProblem: string | null;
  /** Whether this server can delete and cancel tasks; null: not known yet. */
  canRemoveTasks: boolean | null;
  canCancel: boolean;
}

const EMPTY: Library = { photos: [], hasMore: false, loaded: false };

export const INITIAL: State = {
  signedIn: false,
  signInNotice: null,
  route: { view: 'studio' },
  notice: null,
  loadProblem: null,
  person: EMPTY,
  garment: EMPTY,
  personId: null,
  personUpload: null,
  checks: new Map(),
  garmentUploads: [],
  picked: [],
  job: null,
  history: null,
  historyProblem: null,
  canRemoveTasks: null,
  canCancel: true,
};

/** The task API's own limit. */
export const GARMENTS_MAX = 6;

export function photoById(state: Readonly<State>, kind: PhotoKind, id: number | null): Photo | null {
  return state[kind].photos.find((photo) => photo.id === id) ?? null;
}

export function isUnderWay(job: Job | null): boolean {
  return job !== null && job.phase !== 'completed' && job.phase !== 'failed';
}

/** Why a try-on cannot start now; null: it can. */
export function obstacle(state: Readonly<State>): 'person' | 'photo' | 'garments' | null {
  if (state.personId === null) return 'person';
  const check = state.checks.get(state.personId);
  if (check?.state === 'done' && !check.verdict.isValid) return 'photo';
  return state.picked.length === 0 ? 'garments' : null;
}
