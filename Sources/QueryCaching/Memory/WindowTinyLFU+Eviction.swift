extension WindowTinyLFU {
    /// So many entries at most change from one list to another in one go, so that a new window, or a heavy entry,
    /// doesn't hold up the caller: the rest follows with the next entries.
    private static let mostMoves = 16
    /// A candidate below this frequency never gets in by chance.
    private static let leastLucky: UInt8 = 6
    /// Among so many at the end of the probation list the one that is cheapest for its weight is the first to go.
    private static let victimSample = 8

    /// Evicts until the weight is no greater than the capacity.
    ///
    /// What leaves the window while the cache is too heavy displaces the least recently used of the main part if it is
    /// worth more than they are together: requests lately × damped load cost of the one against the sum over as many of
    /// the others as make up its weight (Einziger, Eytan, Friedman, Manes: *Lightweight Robust Size Aware Cache
    /// Management*, 2021, *aggregated victims*; the cost as in Cherkasova: *Greedy-Dual-Size-Frequency*, 1998). With
    /// equal weights and costs that is TinyLFU's comparison of two frequencies. One loser in 128 that was asked for
    /// often gets in all the same, so that whoever knows of colliding keys can't keep others out for good.
    ///
    /// - Parameters:
    ///   - evict: is called with each slot that is to be given up, before it is free.
    ///   - moved: is called for each entry that goes to another slot, with the old one and the new one.
    /// - Returns: how many candidates were admitted and refused.
    mutating func makeRoom(_ evict: (Int32) -> Void, _ moved: (Int32, Int32) -> Void) -> (admitted: Int, refused: Int) {
        var (admitted, refused) = (0, 0)
        var moves = Self.mostMoves
        while recent.weight > windowCapacity, moves > 0, recent.last >= 0 {
            let candidate = recent.last
            moves -= 1
            if usages[Int(candidate)].isTouched, recent.count > 1 {
                move(candidate, to: .window)
                continue
            }
            let isFull = weight > capacity
            if isFull { settle() }
            move(candidate, to: .probation)
            guard isFull else { continue }
            if admitFirst(evict, moved) { admitted += 1 } else { refused += 1 }
        }
        while weight > capacity { drop(lastOfAll(), evict, moved) }
        return (admitted, refused)
    }

    /// The entry that is to be evicted when no candidate competes.
    private mutating func lastOfAll() -> Int32 {
        settle()
        if probation.last >= 0 { return probation.last }
        return protected.last >= 0 ? protected.last : recent.last
    }

    /// Gives those at the end of the main part's lists that were asked for their second chance, so that the last
    /// entries are those to go.
    private mutating func settle() {
        var moves = Self.mostMoves
        while moves > 0 {
            moves -= 1
            if protected.weight > protectedCapacity, protected.last >= 0 {
                move(protected.last, to: usages[Int(protected.last)].isTouched ? .protected : .probation)
            } else if probation.last >= 0, usages[Int(probation.last)].isTouched {
                move(probation.last, to: .protected)
            } else {
                break
            }
        }
        pickCheapest()
    }

    /// Where all weigh and cost the same, that is the last.
    private mutating func pickCheapest() {
        var (cheapest, index) = (probation.last, probation.last)
        for _ in 0..<Self.victimSample where index >= 0 {
            if !usages[Int(index)].isTouched, density(index) < density(cheapest) { cheapest = index }
            index = slots[Int(index)].previous
        }
        guard cheapest != probation.last else { return }
        probation.remove(cheapest, in: &slots)
        probation.append(cheapest, in: &slots)
    }

    private func density(_ index: Int32) -> Float { slots[Int(index)].cost / Float(slots[Int(index)].weight) }

    private mutating func drop(_ index: Int32, _ evict: (Int32) -> Void, _ moved: (Int32, Int32) -> Void) {
        evict(index)
        release(index, moved)
    }

    /// Whether the candidate, the first of the probation list, stays. Evicts it, or as many others as make up for it.
    private mutating func admitFirst(_ evict: (Int32) -> Void, _ moved: (Int32, Int32) -> Void) -> Bool {
        let needed = min(Int(slots[Int(probation.first)].weight), weight - capacity)
        guard window.admitsAll || isWorthMore(probation.first, than: needed) else {
            drop(probation.first, evict, moved)
            return false
        }
        let target = weight - needed
        while weight > target {
            // Entries move when one is dropped; the candidate remains the first.
            let victim = victim(after: -1, except: probation.first)
            if victim < 0 { break }
            drop(victim, evict, moved)
        }
        return true
    }

    private mutating func isWorthMore(_ candidate: Int32, than needed: Int) -> Bool {
        let value = value(candidate)
        var (freed, lost) = (0, Float(0))
        var victim = victim(after: -1, except: candidate)
        while victim >= 0, freed < needed {
            lost += self.value(victim)
            if lost >= value { break }
            freed += Int(slots[Int(victim)].weight)
            victim = self.victim(after: victim, except: candidate)
        }
        if lost < value { return true }
        return usages[Int(candidate)].frequency >= Self.leastLucky && generator.next() & 127 == 0
    }

    /// A resident entry whose one request has aged to none is worth as much as a new one, which was asked for once as
    /// well: or a loop over more keys than there is room for would drive out all that it comes back to.
    private func value(_ index: Int32) -> Float {
        Float(max(usages[Int(index)].frequency, 1)) * slots[Int(index)].cost
    }

    /// The next to be evicted after `victim`: from the end of the probation list, then from that of the protected one.
    private func victim(after victim: Int32, except candidate: Int32) -> Int32 {
        var next = probation.last
        if victim >= 0 {
            next = slots[Int(victim)].previous
            if next < 0, slots[Int(victim)].segment == .protected { return -1 }
        }
        if next == candidate { next = slots[Int(next)].previous }
        return next >= 0 ? next : protected.last
    }
}
