import BenchmarkReport

typealias Case = BenchmarkReport.Case<HTTPServers>
typealias Round = BenchmarkReport.Round<HTTPServers>

extension Case {
    static var all: [Case] { [me, calendar] }
}
