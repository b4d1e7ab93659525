import Foundation
import Postgres

/// 100,000 rows of ten columns of several types, and an empty table like it to copy into.
enum WideTable {
    static let rows = 100_000
    static let columns = [
        "id", "total", "seats", "price", "score", "is_open", "name", "opened_at", "token", "remark",
    ]
    static let select: Query = """
        SELECT id, total, seats, price, score, is_open, name, opened_at, token, remark
        FROM wide_rows
        """

    static let script = """
        CREATE TABLE wide_rows (
            id integer, total bigint, seats smallint, price numeric(10, 2), score double precision,
            is_open boolean, name text, opened_at timestamptz, token uuid, remark text
        );
        INSERT INTO wide_rows
        SELECT
            i, i * 1000003::bigint, i % 100, i / 100.0, sqrt(i),
            i % 3 = 0, 'Barber number ' || i, timestamptz '2026-01-01 00:00Z' + i * interval '1 minute',
            md5(i::text)::uuid, CASE WHEN i % 10 > 0 THEN 'A remark about number ' || i END
        FROM generate_series(1, \(rows)) AS i;
        CREATE TABLE wide_copies (LIKE wide_rows);
        ANALYZE wide_rows;
        """

    struct Values: Sendable {
        var id: Int32
        var total: Int
        var seats: Int16
        var price: Decimal
        var score: Double
        var isOpen: Bool
        var name: String
        var openedAt: Date
        var token: UUID
        var remark: String?

        init(_ row: Row) throws(PostgresError) {
            (id, total, seats, price, score, isOpen, name, openedAt, token, remark) = try row.decode(
                Int32.self, Int.self, Int16.self, Decimal.self, Double.self, Bool.self, String.self, Date.self,
                UUID.self, String?.self)
        }
    }
}
