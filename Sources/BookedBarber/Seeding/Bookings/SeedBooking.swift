/// An appointment and what was paid for it. Times are seconds since 1970, amounts minor units.
struct SeedBooking: Hashable, Sendable {
    /// Place of the shop among all shops.
    let shop: Int
    let barberID: Int64
    let clientID: Int64
    let serviceID: Int64
    let startsAt: Int
    let minutes: Int
    let buffer: Int
    let price: Int64
    let note: String
    let createdAt: Int
    var status: AppointmentStatus
    var updatedAt: Int
    var version: Int
    var cancelledAt: Int?
    var cancelledBy: Int64?
    var payment: SeedPayment?

    var endsAt: Int { startsAt + minutes * 60 }
}

struct SeedPayment: Hashable, Sendable {
    let createdAt: Int
    var status: PaymentStatus
    let split: FeeSplit
    var capturedAt: Int?
    var refund: SeedRefund?

    var updatedAt: Int { refund?.createdAt ?? capturedAt ?? createdAt }

    var version: Int {
        switch status {
        case .pending: 1
        case .refunded, .partiallyRefunded: 3
        default: 2
        }
    }
}

struct SeedRefund: Hashable, Sendable {
    let createdAt: Int
    let split: FeeSplit
    let reason: String
    let requestedBy: Int64
}
