import DatabaseMonitoring
import Foundation

/// Restarts, failovers and resets, as lines across a chart with a word at their upper end where there is room for it.
struct ChartMarks: Sendable {
    let marks: [HistoryMark]
    let span: ClosedRange<Date>
    let clock: Clock

    /// In per cent of the plot of a telephone, which is some 235 pixels wide.
    private static let letterWidth = 2.7

    init(_ marks: [HistoryMark], _ span: ClosedRange<Date>, _ clock: Clock) {
        self.marks = marks.filter { span.contains($0.time) }
        (self.span, self.clock) = (span, clock)
    }

    var html: HTML {
        guard !marks.isEmpty else { return "" }
        let length = span.upperBound.timeIntervalSince(span.lowerBound)
        var labelled = -100.0
        let lines: [HTML] = marks.map { mark in
            let place = mark.time.timeIntervalSince(span.lowerBound) / length * 100
            let width = Double(mark.kind.word.count) * Self.letterWidth
            let isLeft = place > 50
            let isFree = (isLeft ? place - width : place) > labelled
            if isFree { labelled = isLeft ? place : place + width }
            let x = place.coordinate
            let side: HTML = isLeft ? "end" : "start"
            let label: HTML =
                isFree ? "<text class=\"\(side)\" x=\"\(x)%\" y=\"10\">\(mark.kind.word)</text>" : ""
            return """
                <g><title>\(clock.time(mark.time)) \(mark.text)</title>\
                <line x1="\(x)%" x2="\(x)%" y1="14" y2="148"/>\(label)</g>
                """
        }
        return "<g class=\"marks\">\(lines)</g>"
    }
}

extension HistoryMark.Kind {
    var word: String {
        switch self {
        case .restart: "restart"
        case .failover: "failover"
        case .promotion: "promotion"
        case .statisticsReset: "statistics reset"
        case .statementsReset: "statements reset"
        case .monitorStart: "monitor started"
        case .blind: "not seen"
        case .seeing: "seen again"
        }
    }
}
