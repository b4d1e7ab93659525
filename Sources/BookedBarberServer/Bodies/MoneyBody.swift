import BookedBarber

/// Money: 35 dollars are `{"amount": 3500, "currency": "USD"}`.
struct MoneyBody: Codable, Sendable, Hashable, SchemaAnnotated {
    let amount: Int
    let currency: Currency

    init(_ money: Money) {
        amount = Int(money.minorUnits)
        currency = money.currency
    }

    static var annotations: [String: Schema] {
        ["amount": .integer.with { $0.summary = "Whole minor units: cents of a dollar." }]
    }
}

extension Money {
    var body: MoneyBody { MoneyBody(self) }
}
