import CLibpq

/// Where a connection stands with regard to transactions, as the server said with its last reply.
public enum TransactionStatus: Sendable, Hashable {
    /// Outside of a transaction.
    case idle
    /// In a transaction that can go on.
    case inTransaction
    /// In a transaction that failed: the server accepts nothing but `ROLLBACK`.
    case inFailedTransaction
    /// A request is under way.
    case active
    /// The connection is closed.
    case unknown

    init(_ status: PGTransactionStatusType) {
        switch status {
        case PQTRANS_IDLE: self = .idle
        case PQTRANS_INTRANS: self = .inTransaction
        case PQTRANS_INERROR: self = .inFailedTransaction
        case PQTRANS_ACTIVE: self = .active
        default: self = .unknown
        }
    }
}
