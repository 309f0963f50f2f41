// The tables of the contract, row by row, with the test that drives the program through each. A row without a test,
// and a test that is named here and is gone, fail.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

const IMAGES = [
  ['POST {images}', 'endpoints', 'POST ${path} stores the picture and answers id and image_url'],
  ['GET {images}', 'endpoints', 'GET ${path} lists id, image_url and image_name'],
  ['DELETE {images}{id}/', 'endpoints', 'DELETE ${path}{id}/ answers 200 once and 404 then'],
];
const ENDPOINTS = [
  ...IMAGES,
  ['POST person-validations', 'endpoints', 'POST /v2/tryon/person-validations/ judges the photo, GET answers the stored verdict'],
  ['GET person-validations', 'errors', 'GET is 404 for a photo that was never validated, is not there, or cannot be'],
  ['POST tasks', 'endpoints', 'POST /v2/tryon/tasks/ queues a task and answers id, status, created_at'],
  ['GET tasks', 'pagination', 'tasks are filtered by person, garment and status'],
  ['GET tasks/{id}', 'lifecycle', "ends in a picture of the person\\'s size that needs no key"],
  ['POST tasks/{id}/cancel', 'orders', 'ends a task that waits, and again is the same'],
  ['DELETE tasks/{id}', 'orders', 'of a task leaves no byte of its picture, and the task is as if it had never been'],
  ['seed, output_format, num_samples, engine', 'orders', 'is shown, and has its defaults'],
  ['category and photo type as hints', 'orders', 'does not do what a hint says that cannot be true, and says so'],
  ['results cached', 'result_cache', 'serves the same order at once, with the same picture and without a worker'],
  ['POST tasks/batch', 'batch', 'of garments is a task for each, in their order'],
  ['Prefer: wait', 'waiting', 'a task that is ordered with Prefer: wait comes back completed'],
  ['?wait=', 'waiting', 'GET with ${form} is answered as soon as the task ends'],
  ['?wait=: N at most 60', 'waiting', 'more than a minute is a minute'],
  ['GET tasks/{id}/events', 'events', 'tell stages and growing progress, up to the picture'],
  ['events: queued with position', 'events', 'tell the place in the queue as it moves: accounts take turns'],
  ['ids increase, never reused', 'endpoints', 'ids of ${path} increase and are not used again'],
  ['path without its last slash', 'endpoints', 'a path without the slash at its end is answered as the one with it, also a POST'],
  ['a failed task carries its error', 'lifecycle', 'fails with a code and a sentence when the photo shows nobody'],
  ['supported_categories', 'endpoints', 'a photo that suits is valid, and what can be tried on with it is told'],
  ['combinations that cannot be worn', 'endpoints', 'garments that cannot be worn together are refused where the task is ordered'],
  ['links need no key', 'images', 'show the picture without a key'],
  ['links: ETag and Cache-Control', 'images', 'carry a strong ETag of the content and may be cached by the browser only'],
  ['links: Range', 'images', 'answer ranges with exactly those bytes'],
  ['links: conditional', 'images', 'answer 304 to who has the picture'],
  ['links: signed', 'images', 'are 404 when a character of id, expiry or signature is changed'],
  ['links: expiring', 'images', 'ends: an expired link is 403, a fresh one works'],
];
const PAGINATION = [
  ['form, newest first, previous to page 1', 'pagination', '${list}: newest first, counted, with links to both sides'],
  ['page=last, page=', 'pagination', '${list}: page=last is the last page, an empty page= the first'],
  ['an invalid page', 'pagination', '${list}: a page that cannot be is 404'],
  ['a bad page_size', 'pagination', '${list}: a bad page_size is ignored, a large one clamped'],
  ['links keep the parameters', 'pagination', '${list}: links keep the other parameters, sorted, and can be followed'],
  ['an empty list', 'pagination', '${list}: an empty list has a page 1 and no page 2'],
  ['image_name filters', 'pagination', 'images are filtered by their exact name'],
  ['a bad filter', 'pagination', 'a bad filter is 400 with its message, before the page is looked at'],
];
const ERRORS = [
  ['400 JSON', 'errors', '400: malformed JSON'],
  ['400 multipart', 'errors', '400: malformed multipart'],
  ['401', 'errors', '401: no key, a wrong key, a revoked key; the scheme is named'],
  ['403', 'errors', '403: a key that may only look'],
  ['404 path', 'errors', '404: an unknown path'],
  ['404 id', 'errors', '404: an unknown id, an id that cannot be one, an id over 64 bits'],
  ['404 foreign', 'isolation', 'every operation of the document has its row'],
  ['405', 'errors', '405: a method that the path does not have'],
  ['413', 'errors', '413: a body over its limit, which the reply names'],
  ['415', 'errors', '415: a content type that nobody reads'],
  ['429', 'errors', '429 with Retry-After: the queue is full'],
  ['429 account', 'errors', '429 with Retry-After: an account has its limit of unfinished tasks, and the others are still served'],
  ['503 storage', 'errors', '503 with Retry-After: the storage is away; it comes back without a restart'],
  ['503 draining', 'lifecycle', 'answers what is under way, turns new requests away with 503, and exits with 0'],
  ['500', 'errors', '500 with the request id and nothing of the inside: the database is damaged under the server'],
  ['field messages: task', 'errors', 'required, null, empty, too many'],
  ['field messages: types', 'errors', 'every Python type is called by its name'],
  ['field messages: keys', 'errors', 'an id that does not exist is named as it was written'],
  ['field messages: upload', 'errors', 'no file, a text, an empty file, no image'],
  ['field messages: name', 'errors', 'a name has at most 255 characters and no null character'],
  ['field messages: validation', 'errors', 'GET wants an integer of at least 1'],
  ['problem+json', 'errors', 'problem+json for who asks for it, with detail kept'],
  ['problem+json: every error', 'problem', 'errors of fields: a sentence, and the usual map under errors'],
  ['problem+json: transport', 'problem', 'refusals of the transport, too'],
  ['Allow and X-Request-Id', 'errors', 'every error is JSON with Allow and a request id'],
];
const WEBHOOKS = [
  ['task.completed with a link', 'webhooks', 'tells of a completed task, with a link that needs no key'],
  ['task.failed', 'webhooks', 'tells of a failed task why it failed'],
  ['retries', 'webhooks', 'that fails three times is tried a fourth time: one delivery, four attempts, one id'],
  ['kill -9', 'webhooks', 'survives kill -9 between the end of the task and the first attempt'],
  ['rotation', 'webhooks', 'is replaced with an overlap in which both sign'],
  ['log', 'webhooks', 'lists deliveries, newest first, in pages'],
  ['replay', 'webhooks', 'replays a delivery with the same id'],
  ['forbidden addresses', 'webhooks', 'an address that is not allowed is not connected to: ${host}'],
  ['redirects', 'webhooks', 'a redirect to the loopback is not followed'],
  ['certificates', 'webhooks', 'is refused to who has another name'],
];

const ADDITIONS = [
  ['Idempotency-Key: the same reply', 'idempotency', 'of 100 at once with the same key and body one makes a task, and all get its reply'],
  ['Idempotency-Key: uploads', 'idempotency', 'of 100 uploads at once one makes an image, and all get its reply'],
  ['Idempotency-Key: another body is 409', 'idempotency', 'another body under the same key is 409 and does nothing'],
  ['GET of a single image', 'image_details', 'GET ${path}{id}/ shows what was uploaded'],
  ['POST garment-validations', 'garment_validations', 'POST judges the photo, GET answers the stored verdict'],
  ['GET garment-validations', 'garment_validations', 'GET is 404 for a photo that was never validated, is not there, or cannot be'],
  ['external_user_id', 'users', 'is shown in the reply to the upload, in lists and by the single image'],
  ['DELETE person-images by external_user_id', 'users', "DELETE by it takes all images of the user with all that hangs on them, and nobody else\\'s"],
];

const source = (area) => readFileSync(new URL(`./${area}.test.mjs`, import.meta.url), 'utf8');

for (const [table, rows] of Object.entries({
  endpoints: ENDPOINTS, pagination: PAGINATION, errors: ERRORS, additions: ADDITIONS, webhooks: WEBHOOKS,
})) {
  describe(`rows of the table of ${table}`, () => {
    for (const [row, area, name] of rows) {
      it(`${row}: ${area}`, () => {
        const text = source(area);
        assert.ok(["'", '`', '"'].some((quote) => text.includes(`it(${quote}${name}${quote}`)), `no test "${name}"`);
      });
    }
  });
}
