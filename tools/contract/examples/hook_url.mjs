/** Where a shop would listen; in the run a receiver on the loopback does. */
export const HOOK_URL = 'https://shop.example/hooks/tryon';
