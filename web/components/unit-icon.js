import { icon } from './icon.js';

/** Kinds are the city's own words; the ones the demo uses have a glyph, all others the building. */
const GLYPHS = {
  district_government: 'hall',
  subdistrict_office: 'hall',
  department: 'build',
  municipal_department: 'build',
  enterprise: 'power',
  community: 'community',
};

export const unitIcon = (kind) => icon(GLYPHS[kind] ?? 'build');
