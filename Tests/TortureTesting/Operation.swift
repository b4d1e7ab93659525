import TestServers

/// What a task does next.
enum Operation: CaseIterable {
    case number, text, longText, list, lookup, changingTable, vanishingTable, leasedRead, snapshot
    case division, missingTable, slowRead, write, transaction, abandonedTransaction, transfer, stream, copyOut, copyIn
    case untidyLease, tidyCheck

    /// How often it comes, relative to the others.
    private var weight: Int {
        switch self {
        case .number, .lookup: 20
        case .text, .changingTable, .write: 10
        case .list, .vanishingTable, .leasedRead, .division, .missingTable, .transaction, .transfer: 5
        case .longText, .snapshot, .slowRead, .abandonedTransaction, .stream, .copyOut, .copyIn, .untidyLease,
            .tidyCheck:
            2
        }
    }

    private static let lots = allCases.flatMap { Array(repeating: $0, count: $0.weight) }

    static func random(_ numbers: inout SeededNumbers) -> Operation { lots[numbers.number(0...(lots.count - 1))] }
}
