// Generated from api/openapi.yaml by `npm run generate`. Do not edit.

export interface paths {
    "/v2/tryon/person-images/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List person photos, newest first
         * @description What the account has uploaded and not deleted. Each row has a fresh link to its picture.
         */
        get: operations["listPersonImages"];
        put?: never;
        /**
         * Upload a person photo
         * @description A picture of one person in a multipart form. It is turned upright, freed of metadata (place, camera, time) and kept until it is deleted. Whether it suits a try-on is told by a person validation.
         */
        post: operations["uploadPersonImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/tryon/person-images/{person_image_id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a person photo
         * @description When the reply comes, the photo, its validation and the results that show the person are gone, bytes and all. Completed tasks stay in the lists, with status completed, result_url null and result_deleted_at; links to their pictures answer 404. Tasks that were queued or processing have failed with the code person_image_deleted.
         */
        delete: operations["deletePersonImage"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/tryon/garment-images/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List garment photos, newest first
         * @description What the account has uploaded and not deleted. Each row has a fresh link to its picture.
         */
        get: operations["listGarmentImages"];
        put?: never;
        /**
         * Upload a garment photo
         * @description A picture of one garment in a multipart form. The server finds out by itself what kind of garment it is, and whether it lies alone or is worn by somebody.
         */
        post: operations["uploadGarmentImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/tryon/garment-images/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a garment photo
         * @description The photo and its bytes are gone when the reply comes. Results in which the garment is worn stay: they are pictures of the person, and go with the person photo. Tasks that were queued or processing and need the garment have failed with the code garment_image_deleted.
         */
        delete: operations["deleteGarmentImage"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/tryon/person-validations/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The stored verdict on a person photo
         * @description What the last validation of this photo found. 404 when it was never validated.
         */
        get: operations["getPersonValidation"];
        put?: never;
        /**
         * Check whether a person photo suits a try-on
         * @description Looks at the photo now and stores the verdict. It takes about a second, and saves the shopper from waiting for a task that fails: a photo that is valid can be dressed in every one of supported_categories.
         */
        post: operations["validatePersonImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/tryon/tasks/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List tasks, newest first
         * @description The account's tasks. Filters can be combined.
         */
        get: operations["listTasks"];
        put?: never;
        /**
         * Start a try-on
         * @description The server works out the category of each garment. Several garments are layered bottom first, then top, then outer layer, whatever their order; combinations that cannot be worn together are refused.
         */
        post: operations["createTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/tryon/tasks/{task_id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * State and result of a task
         * @description Poll it every few seconds until the status is completed or failed.
         */
        get: operations["getTask"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/i/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A picture by its signed link
         * @description What image_url and result_url point to. Needs no key; the link is its own proof and expires. Answers Range and conditional requests.
         */
        get: operations["getPicture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is the process alive?
         * @description Answers as long as the process can answer anything. Restart it when this fails.
         */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Can the server take requests?
         * @description Answers 503 while the server starts, shuts down, or cannot reach its storage. Send no requests while this fails.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Measurements in the text format of Prometheus
         * @description Counts and durations of requests, tasks and decodings, for a scraper.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.yaml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This document
         * @description What you are reading, as it belongs to this version of the server.
         */
        get: operations["getOpenApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Format: int64
         * @description Increasing, never reused.
         */
        Id: number;
        Error: {
            /** @description A sentence that says what is wrong. */
            detail: string;
        };
        /** @description For each field a list of messages, or for a list a dictionary of the items' messages by position. What concerns the whole body stands under non_field_errors. A body that cannot be read at all has a detail instead. */
        FieldErrors: {
            detail?: string;
        } & {
            [key: string]: string[] | {
                [key: string]: string[];
            };
        };
        Image: {
            id: components["schemas"]["Id"];
            /**
             * Format: uri
             * @description Signed and expiring; needs no key.
             */
            image_url: string;
            /** @description The label that the upload gave it. */
            image_name: string | null;
            /** @description Pixels, once the picture is upright. */
            width: number;
            height: number;
            /** Format: date-time */
            created_at: string;
        };
        ImagePage: {
            count: number;
            next: string | null;
            previous: string | null;
            results: components["schemas"]["Image"][];
        };
        NewPersonValidation: {
            tryon_person_image_id: components["schemas"]["Id"];
        };
        PersonValidation: {
            tryon_person_image_id: components["schemas"]["Id"];
            /** @description Whether the photo can be dressed at all. */
            is_valid: boolean;
            /** @description Plain sentences for the shopper; empty when there is nothing to say. */
            issues: string[];
            /** @description The same findings for programs. */
            details: components["schemas"]["ValidationDetail"][];
            /** @description What this photo can be dressed in. A task with such garments does not fail for a reason of the photo. Why another category is not listed is in details. */
            supported_categories: ("upper" | "lower" | "dress")[];
            /** Format: date-time */
            created_at: string;
        };
        ValidationDetail: {
            /** @description Stable. One of no_person, multiple_people, too_small, too_dark, too_bright, blurry, not_frontal, upper_body_not_visible, lower_body_not_visible, arms_hide_torso, occluded, bad_aspect; more may come. */
            code: string;
            /**
             * @description An error makes the photo unsuitable; a warning only tells what would make the picture better.
             * @enum {string}
             */
            severity: "error" | "warning";
            /** @description A sentence that a shopper can act on. */
            message: string;
        };
        NewTask: {
            tryon_person_image_id: components["schemas"]["Id"];
            garment_image_ids: components["schemas"]["Id"][];
        };
        /**
         * @description A task is queued, then processing, then completed or failed. The last two are for good.
         * @enum {string}
         */
        TaskStatus: "queued" | "processing" | "completed" | "failed";
        /**
         * @description Only a failed task has one.
         * @example {
         *       "code": "no_person",
         *       "message": "We could not find a person in this photo. Use a photo that shows you from head to hips or further down.",
         *       "retryable": false
         *     }
         */
        TaskError: {
            /** @description Stable, for programs. */
            code: string;
            /** @description A sentence that a shopper can act on. */
            message: string;
            /** @description The same order may succeed when it is placed again. */
            retryable: boolean;
        } | null;
        CreatedTask: {
            id: components["schemas"]["Id"];
            status: components["schemas"]["TaskStatus"];
            /** Format: date-time */
            created_at: string;
        };
        Task: {
            id: components["schemas"]["Id"];
            status: components["schemas"]["TaskStatus"];
            /**
             * Format: uri
             * @description Null until the task is completed, and again once its picture was deleted. Signed and expiring; needs no key.
             */
            result_url: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            finished_at: string | null;
            tryon_person_image: components["schemas"]["Id"];
            garment_image_ids: components["schemas"]["Id"][];
            error: components["schemas"]["TaskError"];
            result_deleted_at: components["schemas"]["ResultDeletedAt"];
        };
        /**
         * Format: date-time
         * @description When the picture of a completed task was deleted, with its person photo or at the end of its time.
         */
        ResultDeletedAt: string | null;
        ListedTask: {
            id: components["schemas"]["Id"];
            status: components["schemas"]["TaskStatus"];
            tryon_person_image: components["schemas"]["Id"];
            garment_image_ids: components["schemas"]["Id"][];
            /** Format: uri */
            result_url: string | null;
            /** Format: date-time */
            created_at: string;
            error: components["schemas"]["TaskError"];
            result_deleted_at: components["schemas"]["ResultDeletedAt"];
        };
        TaskPage: {
            count: number;
            next: string | null;
            previous: string | null;
            results: components["schemas"]["ListedTask"][];
        };
    };
    responses: {
        /** @description The image is stored. */
        Image: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                RateLimit: components["headers"]["RateLimit"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "id": 181,
                 *       "image_url": "https://tryon.example/i/p181.6b167590.KL9B9zr6_LdTOgWBVoHIIgIIicq9ygUW.jpg",
                 *       "image_name": "front_model",
                 *       "width": 768,
                 *       "height": 1024,
                 *       "created_at": "2026-01-01T12:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["Image"];
            };
        };
        /** @description One page of images. */
        ImagePage: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                RateLimit: components["headers"]["RateLimit"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "count": 1,
                 *       "next": null,
                 *       "previous": null,
                 *       "results": [
                 *         {
                 *           "id": 181,
                 *           "image_url": "https://tryon.example/i/p181.6b167590.KL9B9zr6_LdTOgWBVoHIIgIIicq9ygUW.jpg",
                 *           "image_name": "front_model",
                 *           "width": 768,
                 *           "height": 1024,
                 *           "created_at": "2026-01-01T12:00:00Z"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ImagePage"];
            };
        };
        /** @description The image is gone. */
        Deleted: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                RateLimit: components["headers"]["RateLimit"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "Deleted successfully"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The verdict. */
        PersonValidation: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                RateLimit: components["headers"]["RateLimit"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["PersonValidation"];
            };
        };
        /** @description Yes. */
        Health: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    status: string;
                };
            };
        };
        /** @description Something is wrong with the form or the file. */
        InvalidUpload: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                RateLimit: components["headers"]["RateLimit"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["FieldErrors"];
            };
        };
        /** @description Something is wrong with the fields, or the body cannot be read at all (then detail says why). */
        InvalidFields: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                RateLimit: components["headers"]["RateLimit"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["FieldErrors"];
            };
        };
        /** @description There is no key, or it is not valid. WWW-Authenticate names the scheme. */
        Unauthenticated: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The key lacks the scope. */
        Forbidden: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                RateLimit: components["headers"]["RateLimit"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "You do not have permission to perform this action."
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description There is no such thing, or it belongs to another account; these are never told apart. */
        NotFound: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                RateLimit: components["headers"]["RateLimit"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description There is no such page. */
        InvalidPage: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                RateLimit: components["headers"]["RateLimit"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "Invalid page."
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The body is over the limit that the reply names. */
        TooLarge: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                RateLimit: components["headers"]["RateLimit"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "The request body is larger than the limit of 21000000 bytes."
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The body's type is not one of the documented ones. */
        UnsupportedMediaType: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                RateLimit: components["headers"]["RateLimit"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "Unsupported media type \"text/plain\" in request."
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The key has asked too often, or the queue or the account's share of it is full. Retry-After says when to come back. */
        Throttled: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                RateLimit: components["headers"]["RateLimit"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "Request was throttled. Expected available in 42 seconds."
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The server is shutting down or its storage is away. Retry-After says when to come back. */
        Unavailable: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "The server is shutting down."
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
    };
    parameters: {
        /** @description Only images with exactly this name. */
        ImageName: string;
        /** @description Number of the page, from 1, or last. */
        Page: string;
        /** @description Items on a page. What is no positive integer is ignored, more than the maximum is the maximum. */
        PageSize: string;
    };
    requestBodies: {
        ImageUpload: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description A JPEG, PNG, WebP, AVIF or HEIC file of at most 20 MB and 50 megapixels.
                     */
                    image: string;
                    /** @description A label for the image. */
                    image_name?: string;
                };
            };
        };
    };
    headers: {
        /**
         * @description Names this request in the server's log. A request may bring its own in the header X-Request-Id.
         * @example efaa037cb9c1db6800000000000001d5
         */
        RequestId: string;
        /**
         * @description Where the key has to stand.
         * @example ApiKey realm="api", header="x-api-key"
         */
        WwwAuthenticate: string;
        /**
         * @description Strong, of the picture's content. It is good for If-None-Match and If-Range.
         * @example "f373daa0b55d177d15cdd00cb21ece0d8f39d895688b0ffd8ad55547f75abad3"
         */
        ETag: string;
        /**
         * @description When the picture was stored.
         * @example Thu, 01 Jan 2026 12:00:00 GMT
         */
        LastModified: string;
        /**
         * @description The browser may keep the picture as long as the link works; shared caches may not.
         * @example private, max-age=3600
         */
        CacheControl: string;
        /** @description Parts of the picture may be asked for with Range. */
        AcceptRanges: "bytes";
        /**
         * @description Which bytes of how many these are.
         * @example bytes 0-99/75658
         */
        ContentRange: string;
        /** @description Seconds after which another try is worth it. */
        RetryAfter: number;
        /**
         * @description On every reply to a request with a key, unless the limit is switched off. How many requests the key may send at once (q), and the seconds in which that many come back (w); draft-ietf-httpapi-ratelimit-headers-10.
         * @example "requests";q=300;w=15
         */
        RateLimitPolicy: string;
        /**
         * @description On every reply to a request with a key, unless the limit is switched off. How many requests may follow at once (r), and the seconds until the whole quota is there again (t).
         * @example "requests";r=299;t=1
         */
        RateLimit: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listPersonImages: {
        parameters: {
            query?: {
                /** @description Only images with exactly this name. */
                image_name?: components["parameters"]["ImageName"];
                /** @description Number of the page, from 1, or last. */
                page?: components["parameters"]["Page"];
                /** @description Items on a page. What is no positive integer is ignored, more than the maximum is the maximum. */
                page_size?: components["parameters"]["PageSize"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["ImagePage"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["InvalidPage"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
        };
    };
    uploadPersonImage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["ImageUpload"];
        responses: {
            200: components["responses"]["Image"];
            400: components["responses"]["InvalidUpload"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
        };
    };
    deletePersonImage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The photo's id, from the reply to its upload. */
                person_image_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Deleted"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
        };
    };
    listGarmentImages: {
        parameters: {
            query?: {
                /** @description Only images with exactly this name. */
                image_name?: components["parameters"]["ImageName"];
                /** @description Number of the page, from 1, or last. */
                page?: components["parameters"]["Page"];
                /** @description Items on a page. What is no positive integer is ignored, more than the maximum is the maximum. */
                page_size?: components["parameters"]["PageSize"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["ImagePage"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["InvalidPage"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
        };
    };
    uploadGarmentImage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["ImageUpload"];
        responses: {
            200: components["responses"]["Image"];
            400: components["responses"]["InvalidUpload"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteGarmentImage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The photo's id, from the reply to its upload. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Deleted"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPersonValidation: {
        parameters: {
            query: {
                /** @description The photo's id. */
                tryon_person_image_id: components["schemas"]["Id"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["PersonValidation"];
            400: components["responses"]["InvalidFields"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
        };
    };
    validatePersonImage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tryon_person_image_id": 185
                 *     }
                 */
                "application/json": components["schemas"]["NewPersonValidation"];
                "application/x-www-form-urlencoded": components["schemas"]["NewPersonValidation"];
                "multipart/form-data": components["schemas"]["NewPersonValidation"];
            };
        };
        responses: {
            200: components["responses"]["PersonValidation"];
            400: components["responses"]["InvalidFields"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
        };
    };
    listTasks: {
        parameters: {
            query?: {
                /** @description Only tasks with this garment image. */
                garment_images?: number;
                /** @description Only tasks with this person image; it has to be one of the account's own. */
                tryon_person_image?: components["schemas"]["Id"];
                /** @description Only tasks in this state. pending means queued. */
                status?: "queued" | "pending" | "processing" | "completed" | "failed";
                /** @description Number of the page, from 1, or last. */
                page?: components["parameters"]["Page"];
                /** @description Items on a page. What is no positive integer is ignored, more than the maximum is the maximum. */
                page_size?: components["parameters"]["PageSize"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of tasks. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "count": 1,
                     *       "next": null,
                     *       "previous": null,
                     *       "results": [
                     *         {
                     *           "id": 200,
                     *           "status": "completed",
                     *           "tryon_person_image": 181,
                     *           "garment_image_ids": [
                     *             88
                     *           ],
                     *           "result_url": "https://tryon.example/i/r200.6b167590.9bs7vjSv96Hq-L3uYjnKXdWgHDQb_m0h.jpg",
                     *           "created_at": "2026-01-01T12:05:00Z",
                     *           "error": null,
                     *           "result_deleted_at": null
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["TaskPage"];
                };
            };
            400: components["responses"]["InvalidFields"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["InvalidPage"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
        };
    };
    createTask: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tryon_person_image_id": 181,
                 *       "garment_image_ids": [
                 *         88
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["NewTask"];
                "application/x-www-form-urlencoded": components["schemas"]["NewTask"];
                "multipart/form-data": components["schemas"]["NewTask"];
            };
        };
        responses: {
            /** @description The task is queued. Once this reply has come, the task survives a crash of the server. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 200,
                     *       "status": "queued",
                     *       "created_at": "2026-01-01T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["CreatedTask"];
                };
            };
            400: components["responses"]["InvalidFields"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
        };
    };
    getTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The task's id, from the reply to its creation. */
                task_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 200,
                     *       "status": "completed",
                     *       "result_url": "https://tryon.example/i/r200.6b167590.9bs7vjSv96Hq-L3uYjnKXdWgHDQb_m0h.jpg",
                     *       "created_at": "2026-01-01T12:05:00Z",
                     *       "finished_at": "2026-01-01T12:05:09.250000Z",
                     *       "tryon_person_image": 181,
                     *       "garment_image_ids": [
                     *         88
                     *       ],
                     *       "error": null,
                     *       "result_deleted_at": null
                     *     }
                     */
                    "application/json": components["schemas"]["Task"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPicture: {
        parameters: {
            query?: never;
            header?: {
                /** @description One range of bytes, `bytes=0-99`. */
                Range?: string;
                /** @description The ETag of the picture that the client holds. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id, expiry and signature, as they stand in the link. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture, free of metadata. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    "Last-Modified": components["headers"]["LastModified"];
                    "Cache-Control": components["headers"]["CacheControl"];
                    "Accept-Ranges": components["headers"]["AcceptRanges"];
                    [name: string]: unknown;
                };
                content: {
                    "image/*": unknown;
                };
            };
            /** @description A part of the picture. */
            206: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    "Content-Range": components["headers"]["ContentRange"];
                    [name: string]: unknown;
                };
                content: {
                    "image/*": unknown;
                };
            };
            /** @description The client holds this picture already. */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["CacheControl"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The link has expired. Ask for the image or the task again; the reply has a fresh one. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "This link has expired. Ask for a new one."
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
            404: components["responses"]["NotFound"];
            /** @description The range is beyond the end of the picture. Content-Range says how long the picture is. */
            416: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Content-Range": components["headers"]["ContentRange"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "The requested range is beyond the end of the picture."
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
            503: components["responses"]["Unavailable"];
        };
    };
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Health"];
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Health"];
            503: components["responses"]["Unavailable"];
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All metrics. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example # HELP drape_http_requests_total Requests answered, by route, method and status
                     *     # TYPE drape_http_requests_total counter
                     *     drape_http_requests_total{method="GET",route="/v2/tryon/tasks/{task_id}/",status="200"} 102
                     */
                    "text/plain": string;
                };
            };
            503: components["responses"]["Unavailable"];
        };
    };
    getOpenApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example openapi: 3.1.0 */
                    "application/yaml": string;
                };
            };
        };
    };
}
