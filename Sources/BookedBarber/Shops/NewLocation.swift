import Foundation

/// A checked request for a shop.
public struct NewLocation: Sendable {
    public let name: String
    public let address: String
    public let timeZoneName: String
    public let currency: Currency
    public let platformFeeBasisPoints: Int
    public let slotMinutes: Int

    /// - Parameters:
    ///   - timeZoneName: an IANA name such as "Europe/Berlin".
    ///   - platformFeeBasisPoints: 0...10,000.
    ///   - slotMinutes: 5, 6, 10, 12, 15, 20, 30 or 60.
    /// - Throws: ``DomainError/Code/invalid`` that names the field.
    public init(
        name: String, address: String, timeZoneName: String, currency: String, platformFeeBasisPoints: Int = 1000,
        slotMinutes: Int = 15
    ) throws(DomainError) {
        guard TimeZone.knownTimeZoneIdentifiers.contains(timeZoneName) else {
            throw .invalid("timeZone", "A time zone is an IANA name such as Europe/Berlin.")
        }
        guard let code = Currency(currency) else {
            throw .invalid("currency", "A currency is three upper-case letters such as USD.")
        }
        guard (0...10_000).contains(platformFeeBasisPoints) else {
            throw .invalid("platformFeeBasisPoints", "The platform's fee is 0 to 10000 basis points.")
        }
        guard (5...60).contains(slotMinutes), 60 % slotMinutes == 0 else {
            throw .invalid("slotMinutes", "Slots are 5, 6, 10, 12, 15, 20, 30 or 60 minutes apart.")
        }
        self.name = try name.checked("name", length: 1...200)
        self.address = try address.checked("address", length: 0...500)
        self.timeZoneName = timeZoneName
        self.currency = code
        self.platformFeeBasisPoints = platformFeeBasisPoints
        self.slotMinutes = slotMinutes
    }
}
