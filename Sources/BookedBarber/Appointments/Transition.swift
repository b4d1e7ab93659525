public import Foundation

extension AppointmentStatus {
    /// The status after an action, or why the action is refused. The whole table of who may do what when.
    ///
    /// - confirm: staff; pending → confirmed
    /// - start: staff; confirmed → in progress
    /// - complete: staff; in progress → completed
    /// - mark as no-show: staff, once the start has passed; confirmed → no-show
    /// - cancel: the client before the start, staff also later; pending, confirmed → cancelled; staff also in progress
    /// - reschedule: the client before the start, staff also later; pending, confirmed; a client's new time is to be
    ///   confirmed again
    ///
    /// - Parameter startsAt: when the appointment begins as booked so far.
    /// - Throws: ``DomainError/Code/notAllowed`` when only staff may, ``DomainError/Code/wrongStatus`` otherwise.
    public func after(
        _ action: AppointmentAction, by relation: Relation, startsAt: Date, now: Date
    ) throws(DomainError) -> AppointmentStatus {
        if !relation.isStaff, !action.isForClients {
            throw DomainError(.notAllowed, "Only the shop's staff may \(action.phrase) an appointment.")
        }
        switch (self, action) {
        case (.pending, .confirm): return .confirmed
        case (.confirmed, .start): return .inProgress
        case (.inProgress, .complete): return .completed
        case (.confirmed, .markNoShow):
            guard startsAt <= now else {
                throw DomainError(.wrongStatus, "An appointment is no no-show before it begins.")
            }
            return .noShow
        case (.pending, .cancel), (.confirmed, .cancel):
            try Self.require(relation, before: startsAt, now, to: action)
            return .cancelled
        case (.inProgress, .cancel) where relation.isStaff: return .cancelled
        case (.pending, .reschedule), (.confirmed, .reschedule):
            try Self.require(relation, before: startsAt, now, to: action)
            return relation.isStaff ? self : .pending
        default:
            throw DomainError(.wrongStatus, "An appointment that is \(phrase) cannot be \(action.participle).")
        }
    }

    private static func require(
        _ relation: Relation, before startsAt: Date, _ now: Date, to action: AppointmentAction
    ) throws(DomainError) {
        guard relation.isStaff || now < startsAt else {
            throw DomainError(.wrongStatus, "The appointment has begun; ask the shop to \(action.phrase) it.")
        }
    }

    private var phrase: String { rawValue.replacing("_", with: " ") }
}

extension AppointmentAction {
    fileprivate var isForClients: Bool { self == .cancel || self == .reschedule }

    fileprivate var phrase: String {
        switch self {
        case .confirm: "confirm"
        case .start: "start"
        case .complete: "complete"
        case .markNoShow: "mark as no-show"
        case .cancel: "cancel"
        case .reschedule: "reschedule"
        }
    }

    fileprivate var participle: String {
        switch self {
        case .confirm: "confirmed"
        case .start: "started"
        case .complete: "completed"
        case .markNoShow: "marked as no-show"
        case .cancel: "cancelled"
        case .reschedule: "rescheduled"
        }
    }
}
