/** The PostgreSQL server of the tests. */
export const testServer = process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test';
