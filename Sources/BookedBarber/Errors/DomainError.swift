/// Why the domain refused something, in words for the person who asked.
///
/// Everything that a caller can cause is thrown as this; a `PostgresError` means that the database failed.
public struct DomainError: Error, Hashable, Sendable {
    public let code: Code
    /// One sentence: what was refused and what to do. Never contains SQL, a password or somebody else's data.
    public let message: String
    /// The member of the request that was wrong, in lower camel case ("startsAt"), if it was one.
    public let field: String?
    /// With ``Code/versionConflict``: the version that the row has now.
    public let currentVersion: Int?

    public init(_ code: Code, _ message: String, field: String? = nil, currentVersion: Int? = nil) {
        self.code = code
        self.message = message
        self.field = field
        self.currentVersion = currentVersion
    }

    /// An open set: later versions may add codes.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        public let description: String

        private init(_ description: String) {
            self.description = description
        }

        /// A value has the wrong form or is out of range; `field` says which.
        public static let invalid = Code("invalid")
        /// There is no such thing, or the caller may not know of it.
        public static let notFound = Code("not_found")
        /// The caller may see it but not do this.
        public static let notAllowed = Code("not_allowed")
        /// The row was changed since the caller read it; `currentVersion` is the version now.
        public static let versionConflict = Code("version_conflict")
        /// Somebody has an account with this email address.
        public static let emailTaken = Code("email_taken")
        /// Wrong email address or password; which of them is not told.
        public static let wrongCredentials = Code("wrong_credentials")
        /// More work is waiting than can be done in time; try again later.
        public static let busy = Code("busy")

        /// Another appointment holds some of that time.
        public static let slotTaken = Code("slot_taken")
        /// The start has passed.
        public static let inThePast = Code("in_the_past")
        /// The start is further ahead than bookings are taken.
        public static let tooFarAhead = Code("too_far_ahead")
        /// The start is not on the shop's grid of slots.
        public static let notAligned = Code("not_aligned")
        /// The barber does not work through that time.
        public static let outsideWorkingHours = Code("outside_working_hours")
        /// The barber is away.
        public static let timeOff = Code("time_off")
        /// The barber does not offer that service, or no longer takes bookings.
        public static let notOffered = Code("not_offered")
        /// The appointment's status does not allow this.
        public static let wrongStatus = Code("wrong_status")

        /// The payment's status does not allow this.
        public static let wrongPaymentStatus = Code("wrong_payment_status")
        /// The refund is more than what is left of the payment.
        public static let refundTooLarge = Code("refund_too_large")

        /// A request with this idempotency key is still being worked on.
        public static let idempotencyInFlight = Code("idempotency_in_flight")
        /// This idempotency key was used for a different request.
        public static let idempotencyMismatch = Code("idempotency_mismatch")
    }
}

extension DomainError: CustomStringConvertible {
    public var description: String {
        let place = field.map { " (\($0))" } ?? ""
        return "\(code)\(place): \(message)"
    }
}

extension DomainError {
    static func notFound(_ what: String) -> DomainError {
        DomainError(.notFound, "There is no such \(what).")
    }

    static func invalid(_ field: String, _ message: String) -> DomainError {
        DomainError(.invalid, message, field: field)
    }

    static func versionConflict(_ what: String, current: Int) -> DomainError {
        DomainError(
            .versionConflict, "The \(what) was changed meanwhile; read it again and repeat the change.",
            currentVersion: current)
    }
}
