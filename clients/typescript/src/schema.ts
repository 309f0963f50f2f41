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
        /**
         * Delete all photos of a user
         * @description Deletes every person photo that was uploaded with this external_user_id, each with all that hangs on it, as the deletion of a single one does. When the reply comes, nothing of them is left, the external_user_id itself included. A photo that is uploaded meanwhile may stay.
         */
        delete: operations["deletePersonImagesOfUser"];
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
        /**
         * A person photo, and what is known of it
         * @description What was uploaded, and what is known of it: whether the photo was analysed, and the verdict of its validation when there is one.
         */
        get: operations["getPersonImage"];
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
        /**
         * A garment photo, and what is known of it
         * @description What was uploaded, and what is known of it: whether the photo was analysed, its category, or why it cannot be worn.
         */
        get: operations["getGarmentImage"];
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
    "/v2/tryon/garment-validations/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The stored verdict on a garment photo
         * @description The stored verdict; 404 when the photo was never validated.
         */
        get: operations["getGarmentValidation"];
        put?: never;
        /**
         * Check whether a garment photo suits a try-on
         * @description Looks whether the photo shows a garment that can be tried on, and says what it is and how well it can be cut out. A garment that is valid is not refused later for a reason of its photo alone. The verdict is stored.
         */
        post: operations["validateGarmentImage"];
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
         * @description The server works out the category of each garment, unless it is told. Several garments are layered bottom first, then top, then outer layer, whatever their order; combinations that cannot be worn together are refused.
         */
        post: operations["createTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/tryon/tasks/batch/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start several try-ons of one person
         * @description One task for each garment of garment_image_ids, or for each outfit of outfits; one of the two lists has to be there. All tasks are created or none is. A setting of the server says how many there may be, 50 unless it was changed.
         */
        post: operations["createTasks"];
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
         * @description Poll it every few seconds until the status is completed or failed, or wait for the end with ?wait=60: the reply comes as soon as the task has ended, and else tells its state when the time is over.
         */
        get: operations["getTask"];
        put?: never;
        post?: never;
        /**
         * Delete a task
         * @description When the reply comes, the task and its picture are gone, bytes and all; the photos stay. A task that is queued or processing is cancelled first.
         */
        delete: operations["deleteTask"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/tryon/tasks/{task_id}/cancel/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a task
         * @description A queued or processing task ends as failed with the code cancelled. A task that was cancelled already is answered as it is.
         */
        post: operations["cancelTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/tryon/tasks/{task_id}/events/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Events of a task as they happen
         * @description A stream of server-sent events: queued, processing, completed, failed. The first tells the present state at once; the stream ends with the event that ends the task. Each has an id; a client that comes back with Last-Event-ID gets what it has not seen. The data of queued and processing is a TaskEvent, that of completed and failed the Task. Comments keep a quiet stream open. When too many clients wait already, the reply is 503.
         */
        get: operations["streamTaskEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/tryon/webhook-deliveries/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The log of webhooks, newest first
         * @description A task that was ordered with a webhook_url has one delivery once it has ended.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/tryon/webhook-deliveries/{delivery_id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One delivery with its attempts
         * @description One delivery with its attempts, the newest ones when there were many.
         */
        get: operations["getWebhookDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/tryon/webhook-deliveries/{delivery_id}/replay/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a webhook again
         * @description In whatever state the delivery is. It is sent at once, with the same id, and with its whole schedule if that fails.
         */
        post: operations["replayWebhookDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/tryon/webhook-secret/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the account's webhooks are signed with
         * @description The account's secret of Standard Webhooks; made when it is asked for first.
         */
        get: operations["getWebhookSecret"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/tryon/webhook-secret/rotate/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace the account's secret
         * @description Until previous_expires_at, every webhook has two signatures, one with each secret. A second rotation ends the secret before the last one.
         */
        post: operations["rotateWebhookSecret"];
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
export interface webhooks {
    taskEnded: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A task has ended
         * @description Sent to the webhook_url of a task when it is completed or has failed, as Standard Webhooks 1.0. Verify the signature before you believe it. It may come more than once; webhook-id is the same each time. The link in it was made when it was sent.
         */
        post: operations["receiveTaskEnded"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
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
        /** @description An error as RFC 9457, for a request whose Accept names application/problem+json and wants it no less than application/json. */
        Problem: {
            /**
             * Format: uri-reference
             * @description about:blank: the status says what kind of problem it is.
             */
            type: string;
            title: string;
            status: number;
            /** @description The detail of the usual form; for errors of fields a sentence that names them. */
            detail: string;
            /** @description The request's id, as in X-Request-Id. */
            instance: string;
            errors?: components["schemas"]["FieldErrors"];
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
        PersonImage: {
            id: components["schemas"]["Id"];
            /**
             * Format: uri
             * @description Signed and expiring; needs no key.
             */
            image_url: string;
            image_name: string | null;
            width: number;
            height: number;
            /** Format: date-time */
            created_at: string;
            /** @description What the upload said; null when it said nothing. */
            external_user_id: string | null;
        };
        PersonImagePage: {
            count: number;
            next: string | null;
            previous: string | null;
            results: components["schemas"]["PersonImage"][];
        };
        PersonImageDetails: {
            id: components["schemas"]["Id"];
            /** Format: uri */
            image_url: string;
            image_name: string | null;
            width: number;
            height: number;
            /** Format: date-time */
            created_at: string;
            external_user_id: string | null;
            format: components["schemas"]["UploadFormat"];
            bytes: components["schemas"]["UploadBytes"];
            analysis: {
                /** @enum {string} */
                state: "pending" | "ready" | "failed";
                /** @description What the stored validation says; null while there is none. */
                is_valid: boolean | null;
            };
        };
        GarmentImageDetails: {
            id: components["schemas"]["Id"];
            /** Format: uri */
            image_url: string;
            image_name: string | null;
            width: number;
            height: number;
            /** Format: date-time */
            created_at: string;
            format: components["schemas"]["UploadFormat"];
            bytes: components["schemas"]["UploadBytes"];
            analysis: {
                /**
                 * @description pending: nobody has looked yet; ready: it can be worn; failed: it cannot, error says why.
                 * @enum {string}
                 */
                state: "pending" | "ready" | "failed";
                category: components["schemas"]["GarmentCategory"];
                error: {
                    code: string;
                    message: string;
                } | null;
            };
        };
        /**
         * @description Of the file that was uploaded. What image_url shows is a JPEG without metadata.
         * @enum {string}
         */
        UploadFormat: "jpeg" | "png" | "webp" | "avif" | "heic";
        /** @description Size of the file that was uploaded. */
        UploadBytes: number;
        DeletedImages: {
            detail: string;
            /** @description How many photos were deleted; 0 when the user had none. */
            deleted: number;
        };
        /**
         * @description Null when it could not be told.
         * @enum {string|null}
         */
        GarmentCategory: "upper" | "outer" | "lower" | "skirt" | "dress" | null;
        NewGarmentValidation: {
            garment_image_id: components["schemas"]["Id"];
        };
        GarmentValidation: {
            garment_image_id: components["schemas"]["Id"];
            /** @description A task with a valid garment does not fail for a reason of the garment's photo alone. */
            is_valid: boolean;
            category: components["schemas"]["GarmentCategory"];
            /**
             * @description Laid flat or hung, or worn by somebody; null when the photo could not be read.
             * @enum {string|null}
             */
            garment_photo_type: "flat-lay" | "model" | null;
            /** @description Plain sentences. */
            issues: string[];
            /** @description The same findings for programs. */
            details: components["schemas"]["ValidationDetail"][];
            /** @description How surely the outline is the garment's; 0 when none was found. */
            cutout_quality: number;
            category_confidence: number;
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
            output_format?: components["schemas"]["OutputFormat"];
            seed?: components["schemas"]["Seed"];
            num_samples?: components["schemas"]["SampleCount"];
            engine?: components["schemas"]["EngineChoice"];
            category?: components["schemas"]["CategoryHints"];
            garment_photo_type?: components["schemas"]["PhotoTypeHints"];
            use_cache?: components["schemas"]["UseCache"];
            /**
             * Format: uri
             * @description Where the end of the task is told, see the webhook taskEnded. An https URL of the public Internet, unless the operator allows more.
             */
            webhook_url?: string | null;
        };
        /** @description Exactly one of garment_image_ids and outfits. */
        NewTaskBatch: {
            tryon_person_image_id: components["schemas"]["Id"];
            /** @description A task for each of these garments. */
            garment_image_ids?: components["schemas"]["Id"][];
            /** @description A task for each of these lists of garments. In JSON only. */
            outfits?: components["schemas"]["Id"][][];
            output_format?: components["schemas"]["OutputFormat"];
            seed?: components["schemas"]["Seed"];
            num_samples?: components["schemas"]["SampleCount"];
            engine?: components["schemas"]["EngineChoice"];
            category?: components["schemas"]["CategoryHints"];
            garment_photo_type?: components["schemas"]["PhotoTypeHints"];
            use_cache?: components["schemas"]["UseCache"];
            /**
             * Format: uri
             * @description Where the end of the task is told, see the webhook taskEnded. An https URL of the public Internet, unless the operator allows more.
             */
            webhook_url?: string | null;
        };
        /** @description Whether a picture that was computed for an earlier order of the account may serve this one; true when nothing is said. A task that is served so is completed as soon as it is ordered. */
        UseCache: boolean;
        /**
         * @description Format of the result; jpeg when nothing is asked for.
         * @enum {string}
         */
        OutputFormat: "jpeg" | "png" | "webp";
        /** @description For engines that draw lots. It is kept and shown; the geometric engine has one answer to an order and does not look at it. */
        Seed: number | null;
        /** @description How many pictures are wanted; 1 when nothing is asked for. The geometric engine has one answer to an order and gives one picture. */
        SampleCount: number;
        /**
         * @description Who shall compute the picture; auto when nothing is asked for.
         * @enum {string}
         */
        EngineChoice: "auto" | "geometric";
        /** @enum {string} */
        CategoryHint: "auto" | "upper" | "outer" | "lower" | "skirt" | "dress";
        /**
         * @description What the garments are, when that is known: one category for all of them, or a list with one for each. It counts instead of what the server finds. A task fails with category_hint_wrong when a garment cannot be that.
         * @example auto
         * @example [
         *       "lower",
         *       "auto"
         *     ]
         */
        CategoryHints: string | components["schemas"]["CategoryHint"][];
        /** @enum {string} */
        PhotoTypeHint: "auto" | "flat-lay" | "model";
        /**
         * @description How the photos show the garments, when that is known: one for all of them, or a list with one for each. flat-lay (laid flat or hung alone) is not searched for a person; model is read as worn by somebody. A task fails with photo_type_hint_wrong when nobody wears the garment.
         * @example auto
         * @example [
         *       "flat-lay",
         *       "model"
         *     ]
         */
        PhotoTypeHints: string | components["schemas"]["PhotoTypeHint"][];
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
        CreatedTaskBatch: {
            tasks: components["schemas"]["CreatedBatchTask"][];
        };
        CreatedBatchTask: {
            id: components["schemas"]["Id"];
            status: components["schemas"]["TaskStatus"];
            /** Format: date-time */
            created_at: string;
            /** @description The garment, when the task has only one. */
            garment_image_id: number | null;
            garment_image_ids: components["schemas"]["Id"][];
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
            /** @description The links to all pictures of the task; result_url is the first. */
            result_urls: string[];
            output_format: components["schemas"]["OutputFormat"];
            seed: components["schemas"]["Seed"];
            num_samples: components["schemas"]["SampleCount"];
            /**
             * @description The engine that serves the order.
             * @enum {string}
             */
            engine: "geometric";
            /** @description What computed the picture; null as long as there is none. */
            engine_version: string | null;
            /** @description The picture had been computed for an earlier order of the account. */
            cached: boolean;
            /** @description What was said of each garment. */
            category: components["schemas"]["CategoryHint"][];
            /** @description What was said of each garment's photo. */
            garment_photo_type: components["schemas"]["PhotoTypeHint"][];
            /**
             * Format: uri
             * @description Where the end of the task is told.
             */
            webhook_url: string | null;
        };
        /** @description The data of an event of a task that has not ended. position comes with queued, stage and progress with processing. */
        TaskEvent: {
            id: components["schemas"]["Id"];
            /** @enum {string} */
            status: "queued" | "processing";
            /** @description The turn in which the task would be taken if no other came: accounts take turns, each gives its oldest task. Null for a moment between two states. */
            position?: number | null;
            /** @description What is being computed, one word. Stages may be added and dropped with a new engine. Null when none has begun. */
            stage?: string | null;
            /** @description About the share of the work that is done, 0 to 1. Begins again with another attempt. */
            progress?: number;
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
        /**
         * @description dead means given up, at the end of the schedule or since the receiver answered 410.
         * @enum {string}
         */
        DeliveryState: "pending" | "delivered" | "dead";
        WebhookDelivery: {
            id: string;
            type: components["schemas"]["WebhookEventType"];
            task: components["schemas"]["Id"];
            /** Format: uri */
            url: string;
            state: components["schemas"]["DeliveryState"];
            attempts: number;
            /** @description HTTP status of the last attempt; null when there was no reply, or no attempt. */
            last_status: number | null;
            last_error: components["schemas"]["DeliveryError"];
            /**
             * Format: date-time
             * @description When the task ended.
             */
            created_at: string;
            /** Format: date-time */
            next_attempt_at: string | null;
            /** Format: date-time */
            delivered_at: string | null;
        };
        /** @description Null after a success. refused_address, resolve_failed, connect_failed, tls_failed, timeout, connection_lost or bad_reply when there was no reply; status, redirect or gone when the reply was no success. */
        DeliveryError: string | null;
        LoggedWebhookDelivery: {
            id: string;
            type: components["schemas"]["WebhookEventType"];
            task: components["schemas"]["Id"];
            /** Format: uri */
            url: string;
            state: components["schemas"]["DeliveryState"];
            attempts: number;
            last_status: number | null;
            last_error: components["schemas"]["DeliveryError"];
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            next_attempt_at: string | null;
            /** Format: date-time */
            delivered_at: string | null;
            attempt_log: components["schemas"]["DeliveryAttempt"][];
        };
        DeliveryAttempt: {
            number: number;
            /** Format: date-time */
            time: string;
            status: number | null;
            error: components["schemas"]["DeliveryError"];
            milliseconds: number;
        };
        WebhookDeliveryPage: {
            count: number;
            next: string | null;
            previous: string | null;
            results: components["schemas"]["WebhookDelivery"][];
        };
        WebhookSecret: {
            /** @description whsec_ and the base 64 of the key. */
            secret: string;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description Until then the secret before this one signs as well; null when there is none.
             */
            previous_expires_at: string | null;
        };
        /** @enum {string} */
        WebhookEventType: "task.completed" | "task.failed";
        WebhookEvent: {
            type: components["schemas"]["WebhookEventType"];
            /**
             * Format: date-time
             * @description When the task ended.
             */
            timestamp: string;
            data: components["schemas"]["ToldTask"];
        };
        ToldTask: {
            id: components["schemas"]["Id"];
            /** @enum {string} */
            status: "completed" | "failed";
            /**
             * Format: uri
             * @description Null for a failed task, and when the picture was deleted meanwhile.
             */
            result_url: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            finished_at: string;
            error: components["schemas"]["TaskError"];
            tryon_person_image: components["schemas"]["Id"];
            garment_image_ids: components["schemas"]["Id"][];
        };
    };
    responses: {
        /** @description The image is stored. */
        PersonImage: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                RateLimit: components["headers"]["RateLimit"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "id": 12,
                 *       "image_url": "https://tryon.example/i/p12.695f9c40.vc_GrHB7gugINaCdQlteS8bPyW2X4S49.jpg",
                 *       "image_name": "front_model",
                 *       "width": 768,
                 *       "height": 1024,
                 *       "created_at": "2026-01-01T12:00:00.100000Z",
                 *       "external_user_id": "customer-4711"
                 *     }
                 */
                "application/json": components["schemas"]["PersonImage"];
            };
        };
        /** @description One page of images. */
        PersonImagePage: {
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
                 *           "id": 12,
                 *           "image_url": "https://tryon.example/i/p12.695f9c40.vc_GrHB7gugINaCdQlteS8bPyW2X4S49.jpg",
                 *           "image_name": "front_model",
                 *           "width": 768,
                 *           "height": 1024,
                 *           "created_at": "2026-01-01T12:00:00.100000Z",
                 *           "external_user_id": "customer-4711"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["PersonImagePage"];
            };
        };
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
                 *       "id": 8,
                 *       "image_url": "https://tryon.example/i/g8.695f9c40.D81KwI-gkhl9mhHfDlbJEDcygWdHRqXG.jpg",
                 *       "image_name": "striped_shirt",
                 *       "width": 1024,
                 *       "height": 1024,
                 *       "created_at": "2026-01-01T12:00:03.915484Z"
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
                 *           "id": 8,
                 *           "image_url": "https://tryon.example/i/g8.695f9c40.D81KwI-gkhl9mhHfDlbJEDcygWdHRqXG.jpg",
                 *           "image_name": "striped_shirt",
                 *           "width": 1024,
                 *           "height": 1024,
                 *           "created_at": "2026-01-01T12:00:03.915484Z"
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
        /** @description The verdict. */
        GarmentValidation: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                RateLimit: components["headers"]["RateLimit"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "garment_image_id": 8,
                 *       "is_valid": true,
                 *       "category": "upper",
                 *       "garment_photo_type": "flat-lay",
                 *       "issues": [],
                 *       "details": [],
                 *       "cutout_quality": 0.99,
                 *       "category_confidence": 0.928,
                 *       "created_at": "2026-01-01T12:00:04.287312Z"
                 *     }
                 */
                "application/json": components["schemas"]["GarmentValidation"];
            };
        };
        /** @description The secret that verifies webhooks. */
        WebhookSecret: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                RateLimit: components["headers"]["RateLimit"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw7vZr1mB0c4Q=",
                 *       "created_at": "2026-01-01T12:00:11.390108Z",
                 *       "previous_expires_at": "2026-01-02T12:00:11.390108Z"
                 *     }
                 */
                "application/json": components["schemas"]["WebhookSecret"];
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
                "application/problem+json": components["schemas"]["Problem"];
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
                "application/problem+json": components["schemas"]["Problem"];
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
                "application/problem+json": components["schemas"]["Problem"];
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
                "application/problem+json": components["schemas"]["Problem"];
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
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The task has completed, or failed for another reason, and cannot be cancelled. */
        TaskHasEnded: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                RateLimit: components["headers"]["RateLimit"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "The task is completed and cannot be cancelled."
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
                "application/problem+json": components["schemas"]["Problem"];
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
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The Idempotency-Key was used for another request of this operation. */
        KeyReused: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                RateLimit: components["headers"]["RateLimit"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "This Idempotency-Key was used for another request. Use a new key for a new request."
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request with this Idempotency-Key was carried out, and the image that it was about has been deleted since. */
        RepliedAndDeleted: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                RateLimit: components["headers"]["RateLimit"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "This request was carried out before, and the image that it was about has been deleted since."
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
                "application/problem+json": components["schemas"]["Problem"];
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
                "application/problem+json": components["schemas"]["Problem"];
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
                "application/problem+json": components["schemas"]["Problem"];
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
                "application/problem+json": components["schemas"]["Problem"];
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
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /**
         * @description Wait up to so many seconds for the task to end, at most 60. Goes before Prefer.
         * @example 30
         */
        Wait: number;
        /**
         * @description wait=N does the same as a preference (RFC 7240). What is no number of seconds is not heeded.
         * @example wait=30
         */
        Prefer: string;
        /**
         * @description Names the request, so that it may be sent again without being carried out again: for 24 hours the same key with the same body gets the first reply, with Idempotency-Replayed: true. A key belongs to its account and operation. Errors are not kept. Use a random text, such as a UUID.
         * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
         */
        IdempotencyKey: string;
        /** @description Only images of exactly this user. */
        ExternalUserId: string;
        /** @description Only images with exactly this name. */
        ImageName: string;
        /** @description Number of the page, from 1, or last. */
        Page: string;
        /** @description Items on a page. What is no positive integer is ignored, more than the maximum is the maximum. */
        PageSize: string;
        /** @description Id of the delivery, as webhook-id has it. */
        DeliveryId: string;
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
        PersonImageUpload: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description A JPEG, PNG, WebP, AVIF or HEIC file of at most 20 MB and 50 megapixels.
                     */
                    image: string;
                    /** @description A label for the image. */
                    image_name?: string;
                    /** @description Whom the photo belongs to, in your own words. It goes with the photo, and all photos of a user can be deleted by it. White space at its ends is cut off; blank names nobody. */
                    external_user_id?: string;
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
        /**
         * @description The preference that was granted.
         * @example wait=30
         */
        PreferenceApplied: string;
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
                /** @description Only images of exactly this user. */
                external_user_id?: components["parameters"]["ExternalUserId"];
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
            200: components["responses"]["PersonImagePage"];
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
            header?: {
                /**
                 * @description Names the request, so that it may be sent again without being carried out again: for 24 hours the same key with the same body gets the first reply, with Idempotency-Replayed: true. A key belongs to its account and operation. Errors are not kept. Use a random text, such as a UUID.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["PersonImageUpload"];
        responses: {
            200: components["responses"]["PersonImage"];
            400: components["responses"]["InvalidUpload"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["KeyReused"];
            410: components["responses"]["RepliedAndDeleted"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
        };
    };
    deletePersonImagesOfUser: {
        parameters: {
            query: {
                /** @description Whose photos. Compared exactly, without white space at its ends. */
                external_user_id: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The photos are gone. */
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
                     *       "detail": "Deleted successfully",
                     *       "deleted": 1
                     *     }
                     */
                    "application/json": components["schemas"]["DeletedImages"];
                };
            };
            400: components["responses"]["InvalidFields"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPersonImage: {
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
            /** @description The photo. It is analysed when it is validated; until then its analysis is pending. */
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
                     *       "id": 12,
                     *       "image_url": "https://tryon.example/i/p12.695f9c40.vc_GrHB7gugINaCdQlteS8bPyW2X4S49.jpg",
                     *       "image_name": "front_model",
                     *       "width": 768,
                     *       "height": 1024,
                     *       "created_at": "2026-01-01T12:00:00.100000Z",
                     *       "external_user_id": "customer-4711",
                     *       "format": "jpeg",
                     *       "bytes": 62015,
                     *       "analysis": {
                     *         "state": "ready",
                     *         "is_valid": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["PersonImageDetails"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
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
            header?: {
                /**
                 * @description Names the request, so that it may be sent again without being carried out again: for 24 hours the same key with the same body gets the first reply, with Idempotency-Replayed: true. A key belongs to its account and operation. Errors are not kept. Use a random text, such as a UUID.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["ImageUpload"];
        responses: {
            200: components["responses"]["Image"];
            400: components["responses"]["InvalidUpload"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["KeyReused"];
            410: components["responses"]["RepliedAndDeleted"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
        };
    };
    getGarmentImage: {
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
            /** @description The photo. It is analysed in the background from its upload on. */
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
                     *       "id": 8,
                     *       "image_url": "https://tryon.example/i/g8.695f9c40.D81KwI-gkhl9mhHfDlbJEDcygWdHRqXG.jpg",
                     *       "image_name": "striped_shirt",
                     *       "width": 1024,
                     *       "height": 1024,
                     *       "created_at": "2026-01-01T12:00:03.915484Z",
                     *       "format": "jpeg",
                     *       "bytes": 119608,
                     *       "analysis": {
                     *         "state": "ready",
                     *         "category": "upper",
                     *         "error": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["GarmentImageDetails"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
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
            header?: {
                /**
                 * @description Names the request, so that it may be sent again without being carried out again: for 24 hours the same key with the same body gets the first reply, with Idempotency-Replayed: true. A key belongs to its account and operation. Errors are not kept. Use a random text, such as a UUID.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tryon_person_image_id": 12
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
            409: components["responses"]["KeyReused"];
            410: components["responses"]["RepliedAndDeleted"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
        };
    };
    getGarmentValidation: {
        parameters: {
            query: {
                /** @description The photo's id. */
                garment_image_id: components["schemas"]["Id"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["GarmentValidation"];
            400: components["responses"]["InvalidFields"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
        };
    };
    validateGarmentImage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Names the request, so that it may be sent again without being carried out again: for 24 hours the same key with the same body gets the first reply, with Idempotency-Replayed: true. A key belongs to its account and operation. Errors are not kept. Use a random text, such as a UUID.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "garment_image_id": 8
                 *     }
                 */
                "application/json": components["schemas"]["NewGarmentValidation"];
                "application/x-www-form-urlencoded": components["schemas"]["NewGarmentValidation"];
                "multipart/form-data": components["schemas"]["NewGarmentValidation"];
            };
        };
        responses: {
            200: components["responses"]["GarmentValidation"];
            400: components["responses"]["InvalidFields"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["KeyReused"];
            410: components["responses"]["RepliedAndDeleted"];
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
                     *           "id": 15,
                     *           "status": "completed",
                     *           "tryon_person_image": 12,
                     *           "garment_image_ids": [
                     *             8
                     *           ],
                     *           "result_url": "https://tryon.example/i/r15.695f9c40.UHg8SmE9br6qUn5a--dDLcU3Y-3jl7ub.jpg",
                     *           "created_at": "2026-01-01T12:00:05.559140Z",
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
            query?: {
                /**
                 * @description Wait up to so many seconds for the task to end, at most 60. Goes before Prefer.
                 * @example 30
                 */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /**
                 * @description wait=N does the same as a preference (RFC 7240). What is no number of seconds is not heeded.
                 * @example wait=30
                 */
                Prefer?: components["parameters"]["Prefer"];
                /**
                 * @description Names the request, so that it may be sent again without being carried out again: for 24 hours the same key with the same body gets the first reply, with Idempotency-Replayed: true. A key belongs to its account and operation. Errors are not kept. Use a random text, such as a UUID.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tryon_person_image_id": 12,
                 *       "garment_image_ids": [
                 *         8
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["NewTask"];
                "application/x-www-form-urlencoded": components["schemas"]["NewTask"];
                "multipart/form-data": components["schemas"]["NewTask"];
            };
        };
        responses: {
            /** @description The task is queued. Once this reply has come, the task survives a crash of the server. When a known picture serves it, the next look at it shows it completed. A client that asked to wait gets the whole task instead, as soon as it has ended or when the time is over. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    RateLimit: components["headers"]["RateLimit"];
                    "Preference-Applied": components["headers"]["PreferenceApplied"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 15,
                     *       "status": "queued",
                     *       "created_at": "2026-01-01T12:00:05.559140Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Task"] | components["schemas"]["CreatedTask"];
                };
            };
            400: components["responses"]["InvalidFields"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["KeyReused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
        };
    };
    createTasks: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Names the request, so that it may be sent again without being carried out again: for 24 hours the same key with the same body gets the first reply, with Idempotency-Replayed: true. A key belongs to its account and operation. Errors are not kept. Use a random text, such as a UUID.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tryon_person_image_id": 12,
                 *       "garment_image_ids": [
                 *         9,
                 *         10
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["NewTaskBatch"];
                "application/x-www-form-urlencoded": components["schemas"]["NewTaskBatch"];
                "multipart/form-data": components["schemas"]["NewTaskBatch"];
            };
        };
        responses: {
            /** @description The tasks are queued, in the order of the list. */
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
                     *       "tasks": [
                     *         {
                     *           "id": 16,
                     *           "status": "queued",
                     *           "created_at": "2026-01-01T12:00:07.202796Z",
                     *           "garment_image_id": 9,
                     *           "garment_image_ids": [
                     *             9
                     *           ]
                     *         },
                     *         {
                     *           "id": 17,
                     *           "status": "queued",
                     *           "created_at": "2026-01-01T12:00:07.202796Z",
                     *           "garment_image_id": 10,
                     *           "garment_image_ids": [
                     *             10
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["CreatedTaskBatch"];
                };
            };
            400: components["responses"]["InvalidFields"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["KeyReused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
        };
    };
    getTask: {
        parameters: {
            query?: {
                /**
                 * @description Wait up to so many seconds for the task to end, at most 60. Goes before Prefer.
                 * @example 30
                 */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /**
                 * @description wait=N does the same as a preference (RFC 7240). What is no number of seconds is not heeded.
                 * @example wait=30
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
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
                    "Preference-Applied": components["headers"]["PreferenceApplied"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 15,
                     *       "status": "completed",
                     *       "result_url": "https://tryon.example/i/r15.695f9c40.UHg8SmE9br6qUn5a--dDLcU3Y-3jl7ub.jpg",
                     *       "created_at": "2026-01-01T12:00:05.559140Z",
                     *       "finished_at": "2026-01-01T12:00:06.830968Z",
                     *       "tryon_person_image": 12,
                     *       "garment_image_ids": [
                     *         8
                     *       ],
                     *       "error": null,
                     *       "result_deleted_at": null,
                     *       "result_urls": [
                     *         "https://tryon.example/i/r15.695f9c40.UHg8SmE9br6qUn5a--dDLcU3Y-3jl7ub.jpg"
                     *       ],
                     *       "output_format": "jpeg",
                     *       "seed": null,
                     *       "num_samples": 1,
                     *       "engine": "geometric",
                     *       "engine_version": "geometric-6",
                     *       "cached": false,
                     *       "category": [
                     *         "auto"
                     *       ],
                     *       "garment_photo_type": [
                     *         "auto"
                     *       ],
                     *       "webhook_url": null
                     *     }
                     */
                    "application/json": components["schemas"]["Task"];
                };
            };
            400: components["responses"]["InvalidFields"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteTask: {
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
            200: components["responses"]["Deleted"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
        };
    };
    cancelTask: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Names the request, so that it may be sent again without being carried out again: for 24 hours the same key with the same body gets the first reply, with Idempotency-Replayed: true. A key belongs to its account and operation. Errors are not kept. Use a random text, such as a UUID.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The task's id, from the reply to its creation. */
                task_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task, cancelled. */
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
                     *       "id": 18,
                     *       "status": "failed",
                     *       "result_url": null,
                     *       "created_at": "2026-01-01T12:00:09.746452Z",
                     *       "finished_at": "2026-01-01T12:00:10.118280Z",
                     *       "tryon_person_image": 12,
                     *       "garment_image_ids": [
                     *         9
                     *       ],
                     *       "error": {
                     *         "code": "cancelled",
                     *         "message": "The try-on was cancelled.",
                     *         "retryable": true
                     *       },
                     *       "result_deleted_at": null,
                     *       "result_urls": [],
                     *       "output_format": "jpeg",
                     *       "seed": null,
                     *       "num_samples": 1,
                     *       "engine": "geometric",
                     *       "engine_version": null,
                     *       "cached": false,
                     *       "category": [
                     *         "auto"
                     *       ],
                     *       "garment_photo_type": [
                     *         "auto"
                     *       ],
                     *       "webhook_url": null
                     *     }
                     */
                    "application/json": components["schemas"]["Task"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["TaskHasEnded"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
        };
    };
    streamTaskEvents: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The id of the last event that the client has seen.
                 * @example 0.q3
                 */
                "Last-Event-ID"?: string;
            };
            path: {
                /** @description The task's id, from the reply to its creation. */
                task_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events, until the task has ended or the server shuts down. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example id: 0.q1
                     *     event: queued
                     *     data: {"id":17,"status":"queued","position":1}
                     *
                     *     id: 1.s2
                     *     event: processing
                     *     data: {"id":17,"status":"processing","stage":"prepare","progress":0.5}
                     *
                     *     id: end
                     *     event: completed
                     *     data: {"id":17,"status":"completed","result_url":"https://tryon.example/i/r17.695f9c40.21IqOIG-PEidMNJKQ74R7Vy2XBFJcbC1.jpg","created_at":"2026-01-01T12:00:07.202796Z","finished_at":"2026-01-01T12:00:08.474624Z","tryon_person_image":12,"garment_image_ids":[10],"error":null,"result_deleted_at":null,"result_urls":["https://tryon.example/i/r17.695f9c40.21IqOIG-PEidMNJKQ74R7Vy2XBFJcbC1.jpg"],"output_format":"jpeg","seed":null,"num_samples":1,"engine":"geometric","engine_version":"geometric-6","cached":false,"category":["auto"],"garment_photo_type":["auto"],"webhook_url":null}
                     */
                    "text/event-stream": string;
                };
            };
            /** @description The client has seen the end already. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description Only the delivery of this task. */
                task?: number;
                /** @description Only deliveries in this state. */
                state?: components["schemas"]["DeliveryState"];
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
            /** @description One page of deliveries. */
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
                     *           "id": "msg_327fbcafc916e187d1dd45414a6137ea",
                     *           "type": "task.completed",
                     *           "task": 19,
                     *           "url": "https://shop.example/hooks/tryon",
                     *           "state": "pending",
                     *           "attempts": 1,
                     *           "last_status": 503,
                     *           "last_error": "status",
                     *           "created_at": "2026-01-01T12:00:13.933764Z",
                     *           "next_attempt_at": "2026-01-01T12:05:13.933764Z",
                     *           "delivered_at": null
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookDeliveryPage"];
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
    getWebhookDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the delivery, as webhook-id has it. */
                delivery_id: components["parameters"]["DeliveryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery. Of its attempts the 30 newest are kept. */
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
                     *       "id": "msg_327fbcafc916e187d1dd45414a6137ea",
                     *       "type": "task.completed",
                     *       "task": 19,
                     *       "url": "https://shop.example/hooks/tryon",
                     *       "state": "delivered",
                     *       "attempts": 2,
                     *       "last_status": 204,
                     *       "last_error": null,
                     *       "created_at": "2026-01-01T12:00:13.933764Z",
                     *       "next_attempt_at": null,
                     *       "delivered_at": "2026-01-01T12:00:17.221076Z",
                     *       "attempt_log": [
                     *         {
                     *           "number": 1,
                     *           "time": "2026-01-01T12:00:14.305592Z",
                     *           "status": 503,
                     *           "error": "status",
                     *           "milliseconds": 12
                     *         },
                     *         {
                     *           "number": 2,
                     *           "time": "2026-01-01T12:00:16.849248Z",
                     *           "status": 204,
                     *           "error": null,
                     *           "milliseconds": 12
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["LoggedWebhookDelivery"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
        };
    };
    replayWebhookDelivery: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Names the request, so that it may be sent again without being carried out again: for 24 hours the same key with the same body gets the first reply, with Idempotency-Replayed: true. A key belongs to its account and operation. Errors are not kept. Use a random text, such as a UUID.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Id of the delivery, as webhook-id has it. */
                delivery_id: components["parameters"]["DeliveryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery, which is pending now. */
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
                     *       "id": "msg_327fbcafc916e187d1dd45414a6137ea",
                     *       "type": "task.completed",
                     *       "task": 19,
                     *       "url": "https://shop.example/hooks/tryon",
                     *       "state": "pending",
                     *       "attempts": 1,
                     *       "last_status": 503,
                     *       "last_error": "status",
                     *       "created_at": "2026-01-01T12:00:13.933764Z",
                     *       "next_attempt_at": "2026-01-01T12:00:15.577420Z",
                     *       "delivered_at": null
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["KeyReused"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
        };
    };
    getWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["WebhookSecret"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["Throttled"];
            503: components["responses"]["Unavailable"];
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Names the request, so that it may be sent again without being carried out again: for 24 hours the same key with the same body gets the first reply, with Idempotency-Replayed: true. A key belongs to its account and operation. Errors are not kept. Use a random text, such as a UUID.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["WebhookSecret"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["KeyReused"];
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
                     *     drape_http_requests_total{method="GET",route="/v2/tryon/tasks/{task_id}/",status="200"} 1
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
    receiveTaskEnded: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the delivery. */
                "webhook-id": string;
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": string;
                /** @description For each secret that is valid "v1," and the base 64 of the HMAC-SHA256 of "id.timestamp.body", with spaces between them. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "task.completed",
                 *       "timestamp": "2026-01-01T12:00:13.933764Z",
                 *       "data": {
                 *         "id": 19,
                 *         "status": "completed",
                 *         "result_url": "https://tryon.example/i/r19.695f9c40.QmU2La7vN9AePCVjxHbD9Six5zKZihkS.jpg",
                 *         "created_at": "2026-01-01T12:00:12.661936Z",
                 *         "finished_at": "2026-01-01T12:00:13.933764Z",
                 *         "error": null,
                 *         "tryon_person_image": 12,
                 *         "garment_image_ids": [
                 *           8
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["WebhookEvent"];
            };
        };
        responses: {
            /** @description Nobody listens here any more. This delivery is given up. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too much at once. Retry-After is honoured, up to a day. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not now. Retry-After is honoured, up to a day. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was received. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again by the schedule, redirects too. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
