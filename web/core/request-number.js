/** `2026112200000015` → `20261122 0000001 5`: day, sequence, check digit, easier to read aloud. */
export const grouped = (digits) => digits.replace(/^(\d{8})(\d{7})(\d)$/, '$1 $2 $3');
