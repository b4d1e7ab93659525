import Postgres

extension CalendarDate {
    static let epoch: CalendarDate = {
        guard let date = CalendarDate(year: 1970, month: 1, day: 1) else { preconditionFailure("1970 has a first day") }
        return date
    }()

    /// The day so many days later, or the last one there is.
    func plus(_ days: Int) -> CalendarDate {
        adding(days: days) ?? (days < 0 ? .negativeInfinity : .infinity)
    }

    /// - Throws: ``DomainError/Code/invalid`` unless the year is 1970 to 2199.
    func checked(_ field: String) throws(DomainError) -> CalendarDate {
        guard !isInfinite, (1970...2199).contains(year) else {
            throw .invalid(field, "A date is between 1970-01-01 and 2199-12-31.")
        }
        return self
    }
}
