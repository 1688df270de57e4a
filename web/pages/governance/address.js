/** The page in the address: which tab, which task, how places are told apart, which tasks, which days. */

import { addressState } from '../../core/address-state.js';

const ADDRESS = addressState(
  ['tab', 'task', 'kind', 'state', 'against', 'days'],
  ['tab', 'task'],
);

export const { read: readAddress, bind: bindAddress } = ADDRESS;
