/** What is shown of places in the panel, fetched together. */
export { placeFilters } from './place-filters.js';
export { placeList } from './place-list.js';
export { placePanel } from './place-panel.js';
