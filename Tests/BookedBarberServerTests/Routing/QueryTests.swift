import Postgres
import Testing

@testable import BookedBarberServer

@Suite struct QueryTests {
    @Test func `Items are decoded`() throws {
        let items = try QueryItems("a=1&b=two+words&c=%C3%A4%26&a=2&flag&=x&e=&f=1=2")

        #expect(items["a"] == ["1", "2"])
        #expect(items["b"] == ["two words"])
        #expect(items["c"] == ["ä&"])
        #expect(items["flag"] == [""])
        #expect(items["e"] == [""])
        #expect(items["f"] == ["1=2"])
        #expect(items["nothing"] == [])
        #expect(try QueryItems(nil) == QueryItems(""))
    }

    @Test(arguments: ["a=%", "a=%2", "a=%zz", "a=%ff", "%c3=1"])
    func `A broken escape is refused`(query: String) {
        #expect(throws: Problem.self) { try QueryItems(query) }
    }

    private let limit = QueryParameter<Int>("limit", "", schema: .integer(1...100))
    private let date = QueryParameter<CalendarDate>("date", "", isRequired: true)

    @Test func `A value is read by its declaration`() throws {
        #expect(try limit.value(in: QueryItems("limit=7")) == 7)
        #expect(try limit.value(in: QueryItems("")) == nil)
        #expect(try date.value(in: QueryItems("date=2026-11-23")) == CalendarDate("2026-11-23"))
    }

    @Test(arguments: [
        ("limit=0", "must be between 1 and 100"), ("limit=101", "must be between 1 and 100"),
        ("limit=x", "must be an integer"), ("limit=", "must be an integer"), ("limit=01", "must be an integer"),
        ("limit=+1", "must be an integer"), ("limit=1&limit=2", "must be given once"),
    ])
    func `What isn't such a value is refused`(query: String, detail: String) {
        #expect(throws: Problem.invalid(Violation(.query("limit"), detail))) {
            try limit.value(in: QueryItems(query))
        }
    }

    @Test(arguments: [
        ("", "is required"), ("date=tomorrow", "must be a date such as 2026-11-23"),
        ("date=2026-02-30", "must be a date such as 2026-11-23"),
        ("date=infinity", "must be a date such as 2026-11-23"),
        ("date=2200-01-01", "must be a date such as 2026-11-23"),
    ])
    func `A required date must be there and be one`(query: String, detail: String) {
        #expect(throws: Problem.invalid(Violation(.query("date"), detail))) { try date.value(in: QueryItems(query)) }
    }
}
