// Reads the server's JSON once, into types. What is not as documented is a defect and says where.
import { ApiError } from './errors.ts';
import type { Failure, Finding, GarmentVerdict, Page, Photo, Task, TaskNews, TaskStatus, Verdict } from './types.ts';
import { text } from '../text.ts';

type Json = Record<string, unknown>;

const STATUSES: readonly string[] = ['queued', 'processing', 'completed', 'failed'];

function unexpected(what: string): never {
  throw new ApiError('broken', text.errors.notUnderstood(what));
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectOf(value: unknown, what: string): Json {
  return isObject(value) ? value : unexpected(what);
}

function numberOf(json: Json, name: string): number {
  const value = json[name];
  return typeof value === 'number' ? value : unexpected(name);
}

function stringOf(json: Json, name: string): string {
  const value = json[name];
  return typeof value === 'string' ? value : unexpected(name);
}

function maybeString(json: Json, name: string): string | null {
  const value = json[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

function maybeNumber(json: Json, name: string): number | null {
  const value = json[name];
  return typeof value === 'number' ? value : null;
}

function arrayOf<T>(value: unknown, read: (item: unknown) => T): T[] {
  return Array.isArray(value) ? value.map(read) : [];
}

function statusOf(json: Json): TaskStatus {
  const status = stringOf(json, 'status');
  return STATUSES.includes(status) ? (status as TaskStatus) : unexpected('status');
}

/**
 * The same picture by way of the server that this page came from. The server's links carry the name that it has for
 * clients, which this browser may not be able to reach, and the page's policy allows no other origin.
 */
export function localPicture(link: string, base: string): string {
  const at = link.lastIndexOf('/i/');
  return at < 0 ? link : new URL(link.slice(at + 1), base).href;
}

function pictureOf(json: Json, name: string): string | null {
  const link = maybeString(json, name);
  return link === null ? null : localPicture(link, document.baseURI);
}

/** A category stands in the photo itself, or under what the server found out about it. */
function categoryOf(json: Json): string | null {
  for (const holder of [json, json.analysis, json.validation]) {
    if (isObject(holder) && typeof holder.category === 'string') return holder.category;
  }
  return null;
}

export function photoOf(value: unknown): Photo {
  const json = objectOf(value, 'photo');
  return {
    id: numberOf(json, 'id'),
    url: pictureOf(json, 'image_url') ?? unexpected('image_url'),
    name: maybeString(json, 'image_name'),
    createdAt: maybeString(json, 'created_at') ?? '',
    category: categoryOf(json),
    finding: null,
  };
}

function findingOf(value: unknown): Finding {
  const json = objectOf(value, 'finding');
  const severity = json.severity === 'error' ? 'error' : 'warning';
  return { code: maybeString(json, 'code') ?? '', severity, message: stringOf(json, 'message') };
}

/** The findings; from the plain sentences where the server has no machine-readable ones. */
function findingsOf(json: Json, isValid: boolean): Finding[] {
  if (Array.isArray(json.details)) return json.details.map(findingOf);
  const severity = isValid ? 'warning' : 'error';
  return arrayOf(json.issues, (message) => ({ code: '', severity, message: String(message) }));
}

export function verdictOf(value: unknown): Verdict {
  const json = objectOf(value, 'validation');
  const isValid = json.is_valid === true;
  return { isValid, findings: findingsOf(json, isValid), supported: arrayOf(json.supported_categories, String) };
}

export function garmentVerdictOf(value: unknown): GarmentVerdict {
  const json = objectOf(value, 'validation');
  return { category: categoryOf(json), findings: findingsOf(json, json.is_valid === true) };
}

function failureOf(value: unknown): Failure | null {
  if (!isObject(value)) return null;
  return { code: maybeString(value, 'code') ?? '', message: stringOf(value, 'message'), retryable: value.retryable === true };
}

export function taskOf(value: unknown): Task {
  const json = objectOf(value, 'task');
  return {
    id: numberOf(json, 'id'),
    status: statusOf(json),
    personId: numberOf(json, 'tryon_person_image'),
    garmentIds: arrayOf(json.garment_image_ids, Number),
    resultUrl: pictureOf(json, 'result_url'),
    createdAt: maybeString(json, 'created_at') ?? '',
    failure: failureOf(json.error),
    resultDeleted: maybeString(json, 'result_deleted_at') !== null,
  };
}

/** Of an event, or of the task itself when it is polled. A progress over 1 is a percentage. */
export function newsOf(value: unknown): TaskNews {
  const json = objectOf(value, 'event');
  const progress = maybeNumber(json, 'progress');
  return {
    status: statusOf(json),
    position: maybeNumber(json, 'position'),
    stage: maybeString(json, 'stage'),
    progress: progress !== null && progress > 1 ? progress / 100 : progress,
    resultUrl: pictureOf(json, 'result_url'),
    failure: failureOf(json.error),
  };
}

export function pageOf<T>(value: unknown, read: (item: unknown) => T): Page<T> {
  const json = objectOf(value, 'page');
  return { items: arrayOf(json.results, read), count: numberOf(json, 'count'), hasNext: maybeString(json, 'next') !== null };
}

export function createdTaskId(value: unknown): number {
  return numberOf(objectOf(value, 'task'), 'id');
}
