/** What the page shows, in the address: period, filters, what is measured, and how it is drawn. */

import { addressState } from '../../core/address-state.js';

const ADDRESS = addressState(
  ['tab', 'from', 'to', 'measure', 'show', 'level', 'view', 'within', 'category', 'channel', 'urgency', 'kind', 'hotline', 'unit', 'state', 'tone', 'anonymous', 'hour', 'until', 'clusters', 'days', 'behind', 'counting', 'version', 'bandwidth', 'per', 'overlay', 'dataset', 'of', 'said', 'values'],
  ['tab', 'within', 'level', 'view', 'behind'],
);

export const { start: START, read: readAddress, bind: bindAddress } = ADDRESS;
