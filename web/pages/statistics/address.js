/** What is looked at, in the address: which month, level, top category and area. */

import { addressState } from '../../core/address-state.js';

const ADDRESS = addressState(['month', 'level', 'category', 'area'], ['area', 'level']);

export const { read: fromAddress, bind: followAddress } = ADDRESS;
