package configs

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/template"
	"unicode"
	"unicode/utf8"

	"appealbot/bot"
)

//go:embed template/*.tmpl
var embedded embed.FS

// Facts are what a template can use, each possibly empty.
type Facts struct {
	Number     string // occurrence number: "2026-1234567"
	Title      string // of the case; stands in where What is missing
	What       string // what happened
	When       string // in the officer's words
	Where      string // an intersection or area
	Wanted     string // what is wanted of the public
	Contact    string // how the public reaches the police
	Department string
	About      string // the kind of appeal that the text ends, like "vehicle"; mostly empty
}

// Templates are the texts that new appeals start from. They are not changed
// after LoadTemplates and may be used concurrently.
type Templates struct {
	sets map[string]*template.Template // language -> all its templates
}

// ending is the template that the others end with: contact line and occurrence
// number.
const ending = "ending"

// templateNames returns the templates that each language has.
func templateNames() []string {
	names := []string{ending}
	for _, k := range bot.Kinds() {
		names = append(names, string(k))
	}
	return names
}

// LoadTemplates reads the embedded templates, and in their place those files of
// dir that have the same name. An empty dir means the embedded ones alone. The
// error is an Errors that lists every file that cannot be used.
func LoadTemplates(dir string) (*Templates, error) {
	own, problems := overrides(dir)
	t := &Templates{sets: map[string]*template.Template{}}
	for _, lang := range languages() {
		set := template.New(lang).Funcs(functions()).Option("missingkey=error")
		for _, name := range templateNames() {
			file := name + "." + lang + ".tmpl"
			text, at := own[file], filepath.Join(dir, file)
			if _, replaced := own[file]; !replaced {
				b, err := embedded.ReadFile("template/" + file)
				if err != nil {
					problems = append(problems, Problem{File: file, Text: "is missing from the program."})
					continue
				}
				text, at = string(b), file
			}
			if _, err := set.New(name).Parse(text); err != nil {
				problems = append(problems, Problem{File: at, Text: trimTemplate(err)})
			}
		}
		t.sets[lang] = set
	}
	if len(problems) == 0 {
		problems = t.rehearse(dir, own)
	}
	if err := problems.sorted(); err != nil {
		return nil, err
	}
	return t, nil
}

// maxTemplate is far above every sensible template.
const maxTemplate = 64 << 10

// overrides reads the templates in dir. A file that would not be used is a
// problem: its author believes that it is.
func overrides(dir string) (map[string]string, Errors) {
	own := map[string]string{}
	if dir == "" {
		return own, nil
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return own, Errors{{File: dir, Text: "the directory cannot be read: " + rootCause(err) + "."}}
	}
	var known []string
	for _, lang := range languages() {
		for _, name := range templateNames() {
			known = append(known, name+"."+lang+".tmpl")
		}
	}
	var problems Errors
	for _, e := range entries {
		name, path := e.Name(), filepath.Join(dir, e.Name())
		if filepath.Ext(name) != ".tmpl" || strings.HasPrefix(name, ".") {
			continue
		}
		if !slices.Contains(known, name) {
			text := "no appeal uses a template of this name"
			if near := nearest(name, known); near != "" {
				text += fmt.Sprintf("; did you mean %q?", near)
			} else {
				text += "."
			}
			problems = append(problems, Problem{File: path, Text: text + " Names are KIND.LANGUAGE.tmpl, like witness.en.tmpl."})
			continue
		}
		b, err := os.ReadFile(path)
		switch {
		case err != nil:
			problems = append(problems, Problem{File: path, Text: "cannot be read: " + rootCause(err) + "."})
		case len(b) > maxTemplate || !utf8.Valid(b):
			problems = append(problems, Problem{File: path, Text: fmt.Sprintf("is not a text of at most %d bytes.", maxTemplate)})
		default:
			own[name] = string(b)
		}
	}
	return own, problems
}

// rootCause leaves the path out of a file error; the problem names it already.
func rootCause(err error) string {
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		return pe.Err.Error()
	}
	return err.Error()
}

// trimTemplate puts an error of text/template into the words of whoever wrote
// the template.
func trimTemplate(err error) string {
	s := strings.TrimPrefix(err.Error(), "template: ")
	return strings.Replace(s, " in type configs.Facts", "; there are .Number .Title .What .When .Where .Wanted .Contact .Department .About", 1)
}

// rehearse fills every template in with all facts and with none, because an
// unknown field shows only then.
func (t *Templates) rehearse(dir string, own map[string]string) Errors {
	full := Facts{"2026-1234567", "Title", "What", "When", "Where", "Wanted", "Contact", "Department", string(bot.Vehicle)}
	var problems Errors
	for _, lang := range languages() {
		for _, k := range bot.Kinds() {
			for _, f := range []Facts{full, {}} {
				_, err := t.Compose(k, lang, f)
				if err == nil {
					continue
				}
				name, text := string(k), err.Error()
				if bad, ok := errors.AsType[template.ExecError](err); ok {
					name, text = bad.Name, trimTemplate(bad)
				}
				file := name + "." + lang + ".tmpl"
				if _, replaced := own[file]; replaced {
					file = filepath.Join(dir, file)
				}
				if p := (Problem{File: file, Text: text}); !slices.Contains(problems, p) {
					problems = append(problems, p)
				}
				break
			}
		}
	}
	return problems
}

// Compose writes the text of an appeal from what is known. Facts that are
// missing leave no gap; the text is one that an officer then edits.
func (t *Templates) Compose(kind bot.Kind, lang string, in Facts) (string, error) {
	if !kind.Known() {
		return "", fmt.Errorf("compose appeal: unknown kind %q", kind)
	}
	set, ok := t.sets[lang]
	if !ok {
		return "", fmt.Errorf("compose appeal: no templates in language %q", lang)
	}
	out := &bounded{}
	if err := set.ExecuteTemplate(out, string(kind), in.clean()); err != nil {
		return "", fmt.Errorf("compose appeal: %w", err)
	}
	text := tidy(out.String())
	if text == "" {
		return "", fmt.Errorf("compose appeal: template %s.%s is empty", kind, lang)
	}
	return text, nil
}

// bounded refuses to grow beyond what an appeal may have.
type bounded struct{ strings.Builder }

// Write implements io.Writer.
func (b *bounded) Write(p []byte) (int, error) {
	if b.Len()+len(p) > bot.MaxText {
		return 0, fmt.Errorf("the text has more than %d bytes", bot.MaxText)
	}
	return b.Builder.Write(p)
}

// paragraph marks where a template asks for a new one. Facts cannot contain it:
// clean takes it for a space.
const paragraph = "\u2029"

// functions are what templates may call beside the built-in ones.
func functions() template.FuncMap {
	return template.FuncMap{"sentence": sentence, "stop": stop, "list": list, "paragraph": func() string { return paragraph }}
}

// clean makes each fact one line without space around it.
func (f Facts) clean() Facts {
	for _, s := range f.fields() {
		*s = strings.Join(strings.FieldsFunc(*s, breaks), " ")
	}
	return f
}

func (f *Facts) fields() []*string {
	return []*string{&f.Number, &f.Title, &f.What, &f.When, &f.Where, &f.Wanted, &f.Contact, &f.Department, &f.About}
}

// breaks reports whether r separates words. A no-break space does not: French
// puts it before a colon, and two of them are nobody's typing.
func breaks(r rune) bool { return unicode.IsSpace(r) && r != '\u00a0' }

// list joins what is there with commas.
func list(parts ...string) string {
	var there []string
	for _, p := range parts {
		if p = strings.Trim(p, " ,;"); p != "" {
			there = append(there, p)
		}
	}
	return strings.Join(there, ", ")
}

// sentence gives s a capital and a full stop where they are missing. Nothing
// stays nothing.
func sentence(s string) string {
	s = stop(s)
	first, n := utf8.DecodeRuneInString(s)
	if second, _ := utf8.DecodeRuneInString(s[n:]); n == 0 || unicode.IsUpper(second) { // iPhone stays iPhone
		return s
	}
	return string(unicode.ToUpper(first)) + s[n:]
}

// stop gives s a full stop where it is missing, for what stands behind a colon.
func stop(s string) string {
	s = strings.TrimRight(s, ",;: \u00a0")
	if s == "" {
		return ""
	}
	if last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "\"'”’»)\u00a0")); !strings.ContainsRune(".!?…", last) {
		s += "."
	}
	return s
}

// tidy puts exactly one space between words and an empty line between
// paragraphs, and nothing at the ends. Line breaks of a template are spaces,
// so that a line without its fact leaves no hole.
func tidy(s string) string {
	var paragraphs []string
	for p := range strings.SplitSeq(s, paragraph) {
		if p = strings.Join(strings.FieldsFunc(p, breaks), " "); p != "" {
			paragraphs = append(paragraphs, p)
		}
	}
	return strings.Join(paragraphs, "\n\n")
}
