import Testing

@testable import PostgresDatabase

@Suite struct StatementKindTests {
    @Test(arguments: [
        "SELECT 1", "  select * from t", "-- a remark\nSELECT 1", "/* a /* nested */ remark */ SELECT 1",
        "VALUES (1)", "TABLE users", "SHOW work_mem", "(SELECT 1) UNION (SELECT 2)", "EXPLAIN SELECT 1",
        "WITH a AS (SELECT 1) SELECT * FROM a", "WITH a AS (SELECT 'update') SELECT * FROM a",
        "WITH a AS (SELECT E'it\\'s an insert') SELECT * FROM a",
        "WITH a AS (SELECT \"delete\" FROM t) SELECT * FROM a -- update",
        "SELECT substring(name FOR 3) FROM t", "SELECT \"into\", 'nextval', \"nextval\" FROM t",
        "WITH a AS (SELECT $tag$ delete $tag$, $1::int, 'it''s an update') SELECT updated_at FROM a",
    ])
    func itOnlyReads(sql: String) {
        #expect(StatementKind.wordOfChange(in: sql) == nil)
    }

    @Test(arguments: [
        ("INSERT INTO t VALUES (1)", "INSERT"), ("  update t SET a = 1", "UPDATE"), ("DELETE FROM t", "DELETE"),
        ("CREATE TABLE t ()", "CREATE"), ("SET work_mem = 1", "SET"), ("BEGIN", "BEGIN"), ("CALL p()", "CALL"),
        ("WITH a AS (DELETE FROM t RETURNING *) SELECT * FROM a", "DELETE"),
        ("WITH a AS (SELECT $$x$$) INSERT INTO t SELECT * FROM a", "INSERT"),
        ("WITH a AS (SELECT E'\\\\') UPDATE t SET a = 1", "UPDATE"),
        ("EXPLAIN ANALYZE MERGE INTO t USING s ON true WHEN MATCHED THEN DELETE", "MERGE"), ("", ""), ("--", ""),
        ("'SELECT", ""), ("SELECT * FROM t FOR UPDATE", "FOR UPDATE"), ("SELECT 1 FROM t for no key update", "FOR NO"),
        ("SELECT * FROM t FOR KEY SHARE SKIP LOCKED", "FOR KEY"), ("SELECT a INTO b FROM t", "INTO"),
        ("SELECT nextval('s')", "NEXTVAL"), ("SELECT pg_advisory_lock(1)", "PG_ADVISORY_LOCK"),
        ("SELECT pg_catalog.set_config('work_mem', '1', false)", "SET_CONFIG"),
        ("SELECT pg_try_advisory_lock_shared(1)", "PG_TRY_ADVISORY_LOCK_SHARED"),
    ])
    func itMayChangeSomething(sql: String, word: String) {
        #expect(StatementKind.wordOfChange(in: sql) == word)
    }

    @Test func namesAreAsTheServerStoresThem() {
        let names = StatementKind.names(in: "SELECT Count(*), shop.\"Take\"(a) -- hidden\n FROM t WHERE b = 'text'")

        #expect(names == ["Take", "a", "b", "count", "from", "select", "shop", "t", "where"])
    }
}
