// What the server tells, in the console's own words.

/** A photo of a person or of a garment. `url` needs no key. */
export interface Photo {
  id: number;
  url: string;
  name: string | null;
  createdAt: string;
  /** Of a garment, when the server has told. */
  category: string | null;
  /** What the server has to say against a garment photo. */
  finding: string | null;
}

export interface Finding {
  code: string;
  severity: 'error' | 'warning';
  message: string;
}

/** Whether a person photo suits a try-on. */
export interface Verdict {
  isValid: boolean;
  findings: Finding[];
  /** 'upper', 'lower', 'dress' */
  supported: string[];
}

/** What the server makes of a garment photo. */
export interface GarmentVerdict {
  category: string | null;
  findings: Finding[];
}

export interface Page<T> {
  items: T[];
  count: number;
  hasNext: boolean;
}

export type TaskStatus = 'queued' | 'processing' | 'completed' | 'failed';

export interface Failure {
  code: string;
  message: string;
  retryable: boolean;
}

export interface Task {
  id: number;
  status: TaskStatus;
  personId: number;
  garmentIds: number[];
  resultUrl: string | null;
  createdAt: string;
  failure: Failure | null;
  resultDeleted: boolean;
}

/** How far a task has come. `progress` is 0..1, `position` 1 for the next in line. */
export interface TaskNews {
  status: TaskStatus;
  position: number | null;
  stage: string | null;
  progress: number | null;
  resultUrl: string | null;
  failure: Failure | null;
}

export function hasEnded(status: TaskStatus): boolean {
  return status === 'completed' || status === 'failed';
}
