import DatabaseMonitoring
import Foundation
import TestServers

extension GeneratedSnapshot {
    private static func count(_ numbers: inout SeededNumbers) -> Int {
        [0, 1, 8192, 1 << 40, .max, -1][numbers.number(0...5)]
    }

    static func addStorage(to snapshot: inout MonitorSnapshot, _ numbers: inout SeededNumbers) {
        snapshot.tables = many(&numbers) { numbers in
            TableRow(
                name: text(&numbers), size: count(&numbers), liveRows: count(&numbers), deadRows: count(&numbers),
                sequentialScans: figure(&numbers), sequentialRows: 0, indexScans: 0, writes: figure(&numbers),
                hotRatio: nil, lastVacuum: maybe(&numbers).map { time.addingTimeInterval(-$0) }, lastAnalyze: nil,
                partitions: numbers.number(0...2))
        }
        snapshot.indexes = many(&numbers) { numbers in
            IndexRow(
                name: text(&numbers), table: text(&numbers), size: count(&numbers), scans: figure(&numbers),
                rowsRead: 0, isConstraint: false, isValid: numbers.happens(80))
        }
        snapshot.replicas = many(&numbers) { numbers in
            ReplicaRow(
                name: text(&numbers), state: text(&numbers), isSynchronous: numbers.happens(50),
                lagBytes: count(&numbers), replayLag: maybe(&numbers))
        }
        snapshot.slots = many(&numbers) { numbers in
            SlotRow(
                name: text(&numbers), isActive: numbers.happens(50), retainedBytes: count(&numbers),
                status: numbers.happens(70) ? text(&numbers) : nil)
        }
        snapshot.marks = many(&numbers) { numbers in
            HistoryMark(
                time: time.addingTimeInterval(-figure(&numbers)), kind: .statementsReset, text: text(&numbers))
        }
        for _ in 0..<numbers.number(0...20) {
            let granted = numbers.happens(50)
            snapshot.values[SeriesKey(.lockCount, [text(&numbers), "\(granted)"]).text] = figure(&numbers)
        }
    }
}
