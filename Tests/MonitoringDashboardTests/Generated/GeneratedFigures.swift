import DatabaseMonitoring
import Foundation
import TestServers

/// Figures as functions of time: a day's curve, a minute's unrest, and a quarter of an hour in which nothing was seen.
struct GeneratedFigures: Sendable {
    let seed: UInt64

    static let texts = [
        "SELECT a.id, a.starts_at, a.status, s.name, s.duration FROM appointments AS a JOIN services AS s ON s.id = a.service_id WHERE a.barber_id = $1 AND a.starts_at >= $2 AND a.starts_at < $3 ORDER BY a.starts_at",
        "SELECT date_trunc($1, p.created_at) AS day, sum(p.amount) FROM payments AS p WHERE p.location_id = $2 AND p.created_at >= $3 GROUP BY day ORDER BY day",
        "UPDATE appointments SET status = $1, updated_at = now() WHERE id = $2 AND starts_at = $3",
        "SELECT id, full_name, email, role FROM users WHERE lower(email) = lower($1)",
        "INSERT INTO payments (appointment_id, amount, currency, status) VALUES ($1, $2, $3, $4) RETURNING id",
        "SELECT slot FROM generate_series($1, $2, $3) AS slot WHERE NOT EXISTS (SELECT FROM appointment_reservations AS r WHERE r.barber_id = $4 AND r.during && tstzrange(slot, slot + $5))",
        "SELECT '<script>document.title = \"taken\"</script>' AS \"</code><img src=x onerror=alert(1)>\"",
        "DELETE FROM sessions WHERE expires_at < now()",
        "SELECT count(*) FROM appointments WHERE status = $1 AND starts_at BETWEEN $2 AND $3",
        "COMMIT",
    ]

    /// Within 0…1, the same for the same name and time.
    func noise(_ name: String, _ number: Int) -> Double {
        var hash: UInt64 = 14_695_981_039_346_656_037
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
        var numbers = SeededNumbers(seed: seed &+ hash &+ UInt64(bitPattern: Int64(number)) &* 0x9E37_79B9)
        return Double(numbers.next() >> 11) / Double(1 << 53)
    }

    func value(_ key: String, at time: Date) -> Double {
        let seconds = time.timeIntervalSince1970
        let day = 0.6 + 0.4 * sin(seconds / 86_400 * 2 * .pi + 1)
        let wave = 0.5 + 0.5 * sin(seconds / 700 + noise(key, 0) * 6)
        let unrest = noise(key, Int(seconds / 10))
        let base = day * 0.75 + wave * 0.15 + unrest * 0.1
        return GeneratedScale.of(key).apply(base, unrest)
    }

    func series(_ key: String, from start: Date, to end: Date, points: Int) -> HistorySeries? {
        guard GeneratedScale.isKnown(key) else { return nil }
        let step = max(10, end.timeIntervalSince(start) / Double(points))
        let length = end.timeIntervalSince(start)
        let times = stride(from: 0.0, to: length, by: step)
        let points: [HistorySeries.Point] = times.compactMap { offset in
            // A gap that is there whatever the range is.
            if (0.42..<0.47).contains(offset / length) { return nil }
            let time = start.addingTimeInterval(offset)
            let values = [0.0, 0.3, 0.6, 0.9].map { value(key, at: time.addingTimeInterval($0 * step)) }
            return HistorySeries.Point(
                time: time, minimum: values.min() ?? 0, mean: values.reduce(0, +) / 4, maximum: values.max() ?? 0)
        }
        return HistorySeries(key: key, step: step, points: points)
    }

    func statements(from start: Date, to end: Date) -> [StatementHistory] {
        let length = end.timeIntervalSince(start)
        return Self.texts.enumerated().map { index, text in
            let mean = 0.0004 * pow(1.9, noise("mean", index) * 8)
            let load = 0.9 / Double(index + 1) * (0.8 + 0.4 * noise("load", index))
            let spark: [Double?] = (0..<60).map { place in
                let time = start.addingTimeInterval(length * (Double(place) + 0.5) / 60)
                return (25..<28).contains(place) ? nil : load * (0.6 + 0.8 * value("spark\(index)", at: time))
            }
            let total = load * length
            return StatementHistory(
                id: "s\(index)/16384+\(index)", text: text, calls: total / mean, totalTime: total, meanTime: mean,
                meanTimeYesterday: index == 4 ? nil : mean / [1, 1.3, 0.7, 0.4][index % 4], sparkline: spark)
        }
    }

    func plan(of id: String) -> StatementPlan {
        if id.hasPrefix("s9") { return StatementPlan(failure: "A COMMIT has no plan.") }
        return StatementPlan(
            text: """
                Sort  (cost=41.20..41.28 rows=32 width=61)
                  Sort Key: a.starts_at
                  ->  Nested Loop  (cost=0.72..40.40 rows=32 width=61)
                        ->  Index Scan using appointments_barber_starts on appointments a  (cost=0.43..28.11 rows=32)
                              Index Cond: ((barber_id = $1) AND (starts_at >= $2) AND (starts_at < $3))
                        ->  Index Scan using services_pkey on services s  (cost=0.29..0.38 rows=1 width=25)
                """)
    }
}
