-- Each opening of a contact counts those before it by the same account.
CREATE INDEX audit_of_openings ON audit (account, at) INCLUDE (subject) WHERE action = 'contact_opened';
