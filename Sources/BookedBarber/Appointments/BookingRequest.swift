public import Foundation

/// What somebody wants to book.
public struct BookingRequest: Hashable, Sendable {
    public let barberID: Barber.ID
    public let serviceID: ShopService.ID
    /// For whom; the caller if it is not said. Only the shop's staff may book for others.
    public let clientID: User.ID?
    public let startsAt: Date
    public let notes: String

    /// - Throws: ``DomainError/Code/invalid`` that names the field.
    public init(
        barberID: Barber.ID, serviceID: ShopService.ID, clientID: User.ID? = nil, startsAt: Date, notes: String = ""
    ) throws(DomainError) {
        self.barberID = barberID
        self.serviceID = serviceID
        self.clientID = clientID
        self.startsAt = startsAt
        self.notes = try notes.checked("notes", length: 0...1000)
    }
}
