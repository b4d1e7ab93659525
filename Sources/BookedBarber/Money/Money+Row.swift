import Postgres

extension Row {
    /// The amount in the column `name`, in the currency of the column "currency".
    func money(_ name: String) throws -> Money {
        try Money(minorUnits: decode(named: name), currency: decode(named: "currency"))
    }
}
