// The examples that no run gives, and why. They are written by hand.
export const KEPT = {
  'x-general-responses 500 content application/json example': 'It tells of a defect of the server; none is known to show.',
};
