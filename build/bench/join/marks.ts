/** What both pages, the product's and the bare one, mark by `performance.mark`. */
export const ASKED_MARK = 'join:asked';
export const ANSWERED_MARK = 'join:answered';
