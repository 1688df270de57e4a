import { t } from '../core/i18n.js';

/** What codes and severities of findings are called; a code that the page does not know yet is shown as it is. */

const CODES = {
  null_geometry: 'finding.null_geometry',
  empty_geometry: 'finding.empty_geometry',
  bad_geometry: 'finding.bad_geometry',
  not_a_polygon: 'finding.not_a_polygon',
  unclosed_ring: 'finding.unclosed_ring',
  too_few_points: 'finding.too_few_points',
  duplicate_ring: 'finding.duplicate_ring',
  self_intersection: 'finding.self_intersection',
  invalid_rings: 'finding.invalid_rings',
  not_a_number: 'finding.not_a_number',
  coordinate_out_of_range: 'finding.coordinate_out_of_range',
  axis_order: 'finding.axis_order',
  missing_code: 'finding.missing_code',
  duplicate_code: 'finding.duplicate_code',
  unknown_level: 'finding.unknown_level',
  unknown_parent: 'finding.unknown_parent',
  parent_not_coarser: 'finding.parent_not_coarser',
  cyclic_parent: 'finding.cyclic_parent',
  outside_parent: 'finding.outside_parent',
  spans_parents: 'finding.spans_parents',
  clipped: 'finding.clipped',
  rebuilt: 'finding.rebuilt',
  overlap: 'finding.overlap',
  gap: 'finding.gap',
  hole: 'finding.hole',
  sliver: 'finding.sliver',
  tiny_area: 'finding.tiny_area',
  no_areas: 'finding.no_areas',
  vanished: 'finding.vanished',
};

const SEVERITIES = { error: 'severity.error', repaired: 'severity.repaired', warning: 'severity.warning' };
const STATUSES = { draft: 'status.draft', published: 'status.published', retired: 'status.retired', refused: 'status.refused' };

export const codeName = (code) => named(CODES, code);
export const severityName = (severity) => named(SEVERITIES, severity);
export const statusName = (status) => named(STATUSES, status);
export const severities = Object.keys(SEVERITIES);

const named = (keys, id) => (Object.hasOwn(keys, id) ? t(keys[id]) : id);
