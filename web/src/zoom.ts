// Zoom and pan of a picture in its frame, as numbers only. x and y are the picture's shift, in pixels of the frame.

export interface View {
  scale: number;
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

export const WHOLE: View = { scale: 1, x: 0, y: 0 };
export const SCALE_MAX = 6;

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

/** The nearest view in which the picture still fills the frame. */
export function held(view: View, frame: Size): View {
  const scale = clamp(view.scale, 1, SCALE_MAX);
  return {
    scale,
    x: clamp(view.x, frame.width * (1 - scale), 0),
    y: clamp(view.y, frame.height * (1 - scale), 0),
  };
}

/** Zooms so that what is under `point` of the frame stays there. */
export function zoomedAt(view: View, factor: number, point: Point, frame: Size): View {
  const scale = clamp(view.scale * factor, 1, SCALE_MAX);
  const ratio = scale / view.scale;
  return held({ scale, x: point.x - (point.x - view.x) * ratio, y: point.y - (point.y - view.y) * ratio }, frame);
}

export function panned(view: View, dx: number, dy: number, frame: Size): View {
  return held({ ...view, x: view.x + dx, y: view.y + dy }, frame);
}

export function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
