/** What the page shows, in the address: what is ranked, the period, the filters, and the number that was opened. */

import { addressState } from '../../core/address-state.js';

const ADDRESS = addressState(
  ['by', 'kind', 'month', 'from', 'until', 'area', 'category', 'of', 'counting'],
  ['of', 'counting'],
);

export const { start: START, read: readAddress, bind: bindAddress } = ADDRESS;
