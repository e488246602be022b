// Reads a log as C2SP tlog-tiles has it, with the libraries of Go's own checksum database (golang.org/x/mod/sumdb): notes,
// tiles, roots and proofs are theirs. Only what these libraries do not know is written here: the kind of signature
// (tlog-cosignature), the names of the files (tlog-tiles), and a Salus trust file.
//
//	logreader check BASE TRUST [OLDER-CHECKPOINT]   every entry, tile and signature below a URL or a folder
//	logreader receipt FILE TRUST                    the tlog-proof in a receipt
//	logreader growth FILE TRUST OLDER-CHECKPOINT    the consistency proof of a tlog-witness request
//
// Ends with 1 and a reason when something does not hold.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	tileHeight = 8
	fullWidth  = 1 << tileHeight
	cosigner   = 0x04
	proofLine  = "c2sp.org/tlog-proof@v1"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Println("refused:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 3 {
		return errors.New("usage: logreader check|receipt|growth ...")
	}
	members, err := readTrust(args[2])
	if err != nil {
		return err
	}
	older := ""
	if len(args) > 3 {
		older = args[3]
	}
	switch args[0] {
	case "check":
		return check(args[1], members, older)
	case "receipt":
		return receipt(args[1], members)
	case "growth":
		return growth(args[1], members, older)
	}
	return errors.New("unknown command " + args[0])
}

// A member's key for cosignature/v1, which note.NewVerifier does not know.
type cosignatureVerifier struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (v cosignatureVerifier) Name() string    { return v.name }
func (v cosignatureVerifier) KeyHash() uint32 { return v.hash }
func (v cosignatureVerifier) Verify(msg, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	head := fmt.Sprintf("cosignature/v1\ntime %d\n", binary.BigEndian.Uint64(sig))
	return ed25519.Verify(v.key, append([]byte(head), msg...), sig[8:])
}

type members struct {
	origin    string
	verifiers []note.Verifier
	weights   map[string]uint64
	total     uint64
}

func readTrust(file string) (*members, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	found := &members{weights: map[string]uint64{}}
	for _, line := range strings.Split(string(text), "\n") {
		fields := strings.Fields(line)
		switch {
		case len(fields) == 2 && fields[0] == "network":
			found.origin = "salus/" + fields[1]
		case len(fields) >= 4 && fields[0] == "member":
			weight, err := strconv.ParseUint(fields[2], 10, 32)
			if err != nil {
				return nil, err
			}
			for _, text := range fields[3:] {
				if err := found.add(text, weight); err != nil {
					return nil, err
				}
			}
		}
	}
	return found, nil
}

func (m *members) add(text string, weight uint64) error {
	parts := strings.SplitN(text, "+", 3)
	if len(parts) != 3 {
		return errors.New("no verifier key: " + text)
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil {
		return err
	}
	if len(key) != 1+ed25519.PublicKeySize || key[0] != cosigner {
		return nil // of a kind that Go does not know yet
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	hash := binary.BigEndian.Uint32(sum[:])
	if fmt.Sprintf("%08x", hash) != parts[1] {
		return errors.New("the hash of the key is not " + parts[1])
	}
	m.verifiers = append(m.verifiers, cosignatureVerifier{parts[0], hash, key[1:]})
	m.weights[parts[0]] = weight
	m.total += weight
	return nil
}

// The tree of a checkpoint that members with more than two thirds of the weight have signed.
func (m *members) open(msg []byte) (tlog.Tree, error) {
	opened, err := note.Open(msg, note.VerifierList(m.verifiers...))
	if err != nil {
		return tlog.Tree{}, err
	}
	var signed uint64
	for _, sig := range opened.Sigs {
		signed += m.weights[sig.Name]
	}
	if 3*signed <= 2*m.total {
		return tlog.Tree{}, fmt.Errorf("%d of %d votes have signed", signed, m.total)
	}
	if !strings.HasPrefix(opened.Text, m.origin+"\n") {
		return tlog.Tree{}, errors.New("another log's checkpoint")
	}
	// The library takes the name of its own log only; the other lines are the same.
	rest := strings.TrimPrefix(opened.Text, m.origin+"\n")
	return tlog.ParseTree([]byte("go.sum database tree\n" + rest))
}

func (m *members) openFile(file string) (tlog.Tree, error) {
	msg, err := os.ReadFile(file)
	if err != nil {
		return tlog.Tree{}, err
	}
	return m.open(msg)
}

// The files of a log, as the library asks for them.
type tiles struct{ base string }

func (t tiles) Height() int                                { return tileHeight }
func (t tiles) SaveTiles(tiles []tlog.Tile, data [][]byte) {}
func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		// tlog-tiles leaves out the height.
		data, err := fetch(t.base, strings.Replace(tile.Path(), "tile/8/", "tile/", 1))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func fetch(base, path string) ([]byte, error) {
	if !strings.HasPrefix(base, "http") {
		return os.ReadFile(filepath.Join(base, filepath.FromSlash(path)))
	}
	answer, err := http.Get(base + "/" + path)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", path, answer.Status)
	}
	return io.ReadAll(io.LimitReader(answer.Body, 64<<20))
}

func check(base string, members *members, older string) error {
	msg, err := fetch(base, "checkpoint")
	if err != nil {
		return err
	}
	tree, err := members.open(msg)
	if err != nil {
		return err
	}
	hashes := tlog.TileHashReader(tree, tiles{base})
	if root, err := tlog.TreeHash(tree.N, hashes); err != nil || root != tree.Hash {
		return fmt.Errorf("the tiles do not give the root: %v", err)
	}
	for first := int64(0); first < tree.N; first += fullWidth {
		if err := checkBundle(base, tree, hashes, first); err != nil {
			return err
		}
	}
	if older != "" {
		before, err := members.openFile(older)
		if err != nil {
			return err
		}
		proof, err := tlog.ProveTree(tree.N, before.N, hashes)
		if err != nil {
			return err
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, before.N, before.Hash); err != nil {
			return err
		}
	}
	fmt.Printf("sound: %d entries, root %s\n", tree.N, tree.Hash)
	return nil
}

func checkBundle(base string, tree tlog.Tree, hashes tlog.HashReader, first int64) error {
	width := tree.N - first
	if width > fullWidth {
		width = fullWidth
	}
	// The name of an entry bundle is that of the tile of its leaves, with another first part.
	path := tlog.Tile{H: tileHeight, L: 0, N: first / fullWidth, W: int(width)}.Path()
	data, err := fetch(base, strings.Replace(path, "tile/8/0/", "tile/entries/", 1))
	if err != nil {
		return err
	}
	for index := first; index < first+width; index++ {
		if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
			return fmt.Errorf("the bundle ends before entry %d", index)
		}
		end := 2 + int(binary.BigEndian.Uint16(data))
		leaf := tlog.RecordHash(data[2:end])
		data = data[end:]
		proof, err := tlog.ProveRecord(tree.N, index, hashes)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, leaf); err != nil {
			return fmt.Errorf("entry %d: %w", index, err)
		}
	}
	if len(data) != 0 {
		return errors.New("something follows the entries of a bundle")
	}
	return nil
}

func parseHashes(lines []string) ([]tlog.Hash, error) {
	var hashes []tlog.Hash
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return nil, err
		}
		hashes = append(hashes, hash)
	}
	return hashes, nil
}

func receipt(file string, members *members) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	head, proof, found := bytes.Cut(text, []byte("\n"+proofLine+"\n"))
	if !found {
		return errors.New("the file has no proof")
	}
	lines := strings.Split(strings.TrimSpace(string(head)), "\n")
	entry, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[len(lines)-1], "entry "))
	if err != nil {
		return err
	}
	path, msg, found := bytes.Cut(proof, []byte("\n\n"))
	if !found {
		return errors.New("the proof has no checkpoint")
	}
	tree, err := members.open(msg)
	if err != nil {
		return err
	}
	lines = strings.Split(string(path), "\n")
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[0], "index "), 10, 64)
	if err != nil {
		return err
	}
	hashes, err := parseHashes(lines[1:])
	if err != nil {
		return err
	}
	if err := tlog.CheckRecord(hashes, tree.N, tree.Hash, index, tlog.RecordHash(entry)); err != nil {
		return err
	}
	fmt.Printf("sound: entry %d of %d\n", index, tree.N)
	return nil
}

func growth(file string, members *members, older string) error {
	before, err := members.openFile(older)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	head, msg, found := bytes.Cut(text, []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	if !found || lines[0] != fmt.Sprintf("old %d", before.N) {
		return errors.New("no request from that size")
	}
	tree, err := members.open(msg)
	if err != nil {
		return err
	}
	proof, err := parseHashes(lines[1:])
	if err != nil {
		return err
	}
	if err := tlog.CheckTree(proof, tree.N, tree.Hash, before.N, before.Hash); err != nil {
		return err
	}
	fmt.Printf("sound: %d entries continue %d\n", tree.N, before.N)
	return nil
}
