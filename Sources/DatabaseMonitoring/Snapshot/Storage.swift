public import Foundation

/// A table, from `pg_stat_user_tables`. A partitioned table is the sum of its partitions.
public struct TableRow: Sendable, Codable, Equatable {
    /// With its schema, unless that is `public`.
    public var name: String
    /// With indexes and TOAST, in bytes.
    public var size: Int
    public var liveRows: Int
    public var deadRows: Int
    /// A second, since the sample before.
    public var sequentialScans: Double
    public var sequentialRows: Double
    public var indexScans: Double
    public var writes: Double
    /// Of the updates, the share that needed no new index entry.
    public var hotRatio: Double?
    public var lastVacuum: Date?
    public var lastAnalyze: Date?
    public var partitions: Int

    public init(
        name: String, size: Int, liveRows: Int, deadRows: Int, sequentialScans: Double, sequentialRows: Double,
        indexScans: Double, writes: Double, hotRatio: Double?, lastVacuum: Date?, lastAnalyze: Date?, partitions: Int
    ) {
        (self.name, self.size, self.liveRows, self.deadRows) = (name, size, liveRows, deadRows)
        (self.sequentialScans, self.sequentialRows, self.indexScans) = (sequentialScans, sequentialRows, indexScans)
        (self.writes, self.hotRatio) = (writes, hotRatio)
        (self.lastVacuum, self.lastAnalyze, self.partitions) = (lastVacuum, lastAnalyze, partitions)
    }
}

/// An index, from `pg_stat_user_indexes`.
public struct IndexRow: Sendable, Codable, Equatable {
    public var name: String
    public var table: String
    public var size: Int
    /// A second, since the sample before. Scans aren't queries: checks of constraints count some of them.
    public var scans: Double
    public var rowsRead: Double
    /// Whether it enforces something: primary key, unique, exclusion.
    public var isConstraint: Bool
    public var isValid: Bool

    public init(
        name: String, table: String, size: Int, scans: Double, rowsRead: Double, isConstraint: Bool, isValid: Bool
    ) {
        (self.name, self.table, self.size, self.scans, self.rowsRead) = (name, table, size, scans, rowsRead)
        (self.isConstraint, self.isValid) = (isConstraint, isValid)
    }
}

/// A replica that streams from this server, from `pg_stat_replication`.
public struct ReplicaRow: Sendable, Codable, Equatable {
    public var name: String
    public var state: String
    public var isSynchronous: Bool
    /// Of the WAL, what it has not replayed, in bytes.
    public var lagBytes: Int
    /// In seconds; nil while nothing is written.
    public var replayLag: Double?

    public init(name: String, state: String, isSynchronous: Bool, lagBytes: Int, replayLag: Double?) {
        (self.name, self.state, self.isSynchronous) = (name, state, isSynchronous)
        (self.lagBytes, self.replayLag) = (lagBytes, replayLag)
    }
}

/// A replication slot.
public struct SlotRow: Sendable, Codable, Equatable {
    public var name: String
    public var isActive: Bool
    /// WAL that the server keeps for it, in bytes.
    public var retainedBytes: Int
    /// `reserved`, `extended`, `unreserved` or `lost`.
    public var status: String?

    public init(name: String, isActive: Bool, retainedBytes: Int, status: String?) {
        (self.name, self.isActive, self.retainedBytes, self.status) = (name, isActive, retainedBytes, status)
    }
}
