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
  not_a_line: 'finding.not_a_line',
  missing_file: 'finding.missing_file',
  missing_part: 'finding.missing_part',
  empty_file: 'finding.empty_file',
  bad_layer: 'finding.bad_layer',
  not_a_layer: 'finding.not_a_layer',
  unknown_format: 'finding.unknown_format',
  several_layers: 'finding.several_layers',
  unknown_layer: 'finding.unknown_layer',
  no_geometry: 'finding.no_geometry',
  truncated: 'finding.truncated',
  bad_encoding: 'finding.bad_encoding',
  bad_json: 'finding.bad_json',
  bad_row: 'finding.bad_row',
  archive_too_large: 'finding.archive_too_large',
  crs_missing: 'finding.crs_missing',
  unknown_crs: 'finding.unknown_crs',
  implausible_coordinates: 'finding.implausible_coordinates',
  unknown_field: 'finding.unknown_field',
  bad_yaml: 'finding.bad_yaml',
  unknown_key: 'finding.unknown_key',
  bad_value: 'finding.bad_value',
  example_fails: 'finding.example_fails',
};

const SEVERITIES = { error: 'severity.error', repaired: 'severity.repaired', warning: 'severity.warning' };
const STATUSES = { draft: 'status.draft', published: 'status.published', retired: 'status.retired', refused: 'status.refused' };

export const codeName = (code) => named(CODES, code);
export const severityName = (severity) => named(SEVERITIES, severity);
export const statusName = (status) => named(STATUSES, status);
export const severities = Object.keys(SEVERITIES);

const named = (keys, id) => (Object.hasOwn(keys, id) ? t(keys[id]) : id);
