/** Words for what the server reports by stable codes: keys of the texts, checks before figures. */

const CHECKS = {
  db_version: ['ops.check.db_version', 'ops.advice.db_version'],
  db_postgis: ['ops.check.db_postgis', 'ops.advice.db_postgis'],
  db_encoding: ['ops.check.db_encoding', 'ops.advice.db_encoding'],
  db_durable: ['ops.check.db_durable', 'ops.advice.db_durable'],
  clock_skew: ['ops.check.clock_skew', 'ops.advice.clock_skew'],
  db_connections: ['ops.check.db_connections', 'ops.advice.db_connections'],
  db_schema: ['ops.check.db_schema', 'ops.advice.db_schema'],
  backup_age: ['ops.check.backup_age', 'ops.advice.backup_age'],
  folder: ['ops.check.folder', 'ops.advice.folder'],
  disk: ['ops.check.disk', 'ops.advice.disk'],
  keyset: ['ops.check.keyset', 'ops.advice.keyset'],
  keyset_rights: ['ops.check.keyset_rights', 'ops.advice.keyset_rights'],
  keyset_age: ['ops.check.keyset_age', 'ops.advice.keyset_age'],
  keyset_apart: ['ops.check.keyset_apart', 'ops.advice.keyset_apart'],
  memory: ['ops.check.memory', 'ops.advice.memory'],
  open_files: ['ops.check.open_files', 'ops.advice.open_files'],
  rate_limits: ['ops.check.rate_limits', 'ops.advice.rate_limits'],
  second_factor: ['ops.check.second_factor', 'ops.advice.second_factor'],
  private_webhooks: ['ops.check.private_webhooks', 'ops.advice.private_webhooks'],
  demo: ['ops.check.demo', 'ops.advice.demo'],
  public_url: ['ops.check.public_url', 'ops.advice.public_url'],
  proxies: ['ops.check.proxies', 'ops.advice.proxies'],
};

const FIGURES = {
  requests_undispatched: 'ops.figure.requests_undispatched',
  requests_undispatched_oldest: 'ops.figure.requests_undispatched_oldest',
  requests_with_units: 'ops.figure.requests_with_units',
  requests_overdue: 'ops.figure.requests_overdue',
  requests_disputed: 'ops.figure.requests_disputed',
  callbacks_open: 'ops.figure.callbacks_open',
  callbacks_oldest: 'ops.figure.callbacks_oldest',
  requests_received_last_hour: 'ops.figure.requests_received_last_hour',
  dispatch_median: 'ops.figure.dispatch_median',
  dispatch_p95: 'ops.figure.dispatch_p95',
  clocks_late: 'ops.figure.clocks_late',
  outbox_waiting: 'ops.figure.outbox_waiting',
  outbox_overdue_oldest: 'ops.figure.outbox_overdue_oldest',
  outbox_failed: 'ops.figure.outbox_failed',
  backup: 'ops.figure.backup',
  servers: 'ops.figure.servers',
  database_size: 'ops.figure.database_size',
  database_oldest_transaction: 'ops.figure.database_oldest_transaction',
  database_connections: 'ops.figure.database_connections',
};

export const checkKeys = (code) => CHECKS[code] ?? null;
export const figureKey = (name) => FIGURES[name] ?? null;
