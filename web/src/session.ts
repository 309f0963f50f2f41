// Where the key is while somebody is signed in: in memory, and in the tab's session storage if they wish. Never in
// local storage, a cookie or an address, which outlive the tab or travel.
const ENTRY = 'drape.key';

export function rememberedKey(): string | null {
  return sessionStorage.getItem(ENTRY);
}

export function rememberKey(key: string): void {
  sessionStorage.setItem(ENTRY, key);
}

export function forgetKey(): void {
  sessionStorage.removeItem(ENTRY);
}
