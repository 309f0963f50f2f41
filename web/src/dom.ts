// The little that the views need to make elements. No markup is ever parsed from text.

type Child = Node | string | null | undefined | false;
type Attribute = string | number | boolean | null | undefined;
type Listeners = { [Type in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Type]) => void };

/** Attributes as in HTML: true stands alone, false, null and undefined leave it out. `on` holds listeners. */
export type Attributes = Record<string, Attribute | Listeners> & { on?: Listeners };

export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag, attributes: Attributes = {}, ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  const { on, ...plain } = attributes;
  setAttributes(element, plain as Record<string, Attribute>);
  for (const [type, listener] of Object.entries(on ?? {})) element.addEventListener(type, listener as EventListener);
  element.append(...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false));
  return element;
}

export function setAttributes(element: Element, attributes: Record<string, Attribute>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
}

/** Shows or hides without taking an element out of the page. */
export function show(element: HTMLElement, visible: boolean): void {
  element.hidden = !visible;
}

export interface Entry<Item> {
  element: HTMLElement;
  update: (item: Item) => void;
}

const entries = new WeakMap<HTMLElement, Map<string, Entry<never>>>();

/**
 * Makes a list show these items. What was shown before stays the same element, so that neither the focus nor a
 * picture that is loaded gets lost.
 */
export function reconcile<Item>(
  list: HTMLElement, items: readonly Item[], key: (item: Item) => string, create: (item: Item) => Entry<Item>,
): void {
  const known = (entries.get(list) ?? new Map()) as Map<string, Entry<Item>>;
  const wanted = new Map<string, Entry<Item>>();
  for (const item of items) {
    const entry = known.get(key(item)) ?? create(item);
    entry.update(item);
    wanted.set(key(item), entry);
  }
  for (const [name, entry] of known) if (!wanted.has(name)) entry.element.remove();
  let next = list.firstElementChild;
  for (const { element } of wanted.values()) {
    if (element === next) next = next.nextElementSibling;
    else list.insertBefore(element, next);
  }
  entries.set(list, wanted as unknown as Map<string, Entry<never>>);
}

const SVG = 'http://www.w3.org/2000/svg';

/** A line drawing of 24 by 24 units; decoration only. */
export function icon(path: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  setAttributes(svg, { viewBox: '0 0 24 24', class: 'icon', 'aria-hidden': 'true', focusable: 'false' });
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}
