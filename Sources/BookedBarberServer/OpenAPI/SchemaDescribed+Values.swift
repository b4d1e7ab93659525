import BookedBarber
import Postgres

extension ID: SchemaDescribed {
    static var schema: Schema { parameterSchema }
    static var example: ID { ID(rawValue: 1) }
}

extension CalendarDate: SchemaDescribed {
    static var schema: Schema {
        .formatted(
            Schema.Format(
                "date", pattern: "^(19[7-9][0-9]|2[01][0-9]{2})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
                example: "2026-11-23",
                expectation: "a date such as 2026-11-23", accepts: { CalendarDate(parameter: $0) != nil }))
    }
    static var example: CalendarDate { CalendarDate("2026-11-23")! }
}

extension TimeOfDay: SchemaDescribed {
    static var schema: Schema {
        .formatted(
            Schema.Format(
                "local-time", pattern: "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$", example: "09:30",
                expectation: "a time such as 09:30, or 24:00", accepts: { $0.utf8.count == 5 && TimeOfDay($0) != nil }),
            "By the shop's clock; 24:00 is the end of the day.")
    }
    static var example: TimeOfDay { TimeOfDay("09:30")! }
}

extension Currency: SchemaDescribed {
    static var schema: Schema {
        .formatted(
            Schema.Format(
                "currency", pattern: "^[A-Z]{3}$", example: "USD", expectation: "three upper-case letters",
                accepts: { Currency($0) != nil }),
            "ISO 4217.")
    }
    static var example: Currency { Currency("USD")! }
}

extension Schema.Format {
    static let email = Schema.Format(
        "email", example: "ada@example.com", expectation: "an e-mail address such as name@example.com",
        accepts: { text in (try? EmailAddress(text)) != nil })
}
