/** What the page shows, in the address: an open report, or the archive of a kind, or the schedules. */

import { addressState } from '../../core/address-state.js';

const ADDRESS = addressState(
  ['id', 'view', 'kind'],
);

export const { read: readAddress, bind: bindAddress } = ADDRESS;
