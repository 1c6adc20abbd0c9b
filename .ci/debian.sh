#!/usr/bin/env bash
# The Debian programs that some readers need: installed where that may be done, else said plainly what is left out.
#
#   debian.sh scans         tesseract with Vietnamese
#   debian.sh scans doc     LibreOffice and catdoc too (150 MB)
#   debian.sh postgres      a PostgreSQL server, for the tests of archives, which start one of their own
#   debian.sh graphs        graphviz, which draws the graph of plans as SVG and PNG
#   debian.sh browser       Chromium, in which tests open the pages that people look at
#
# Root on a machine with apt installs; so does a CI machine (CI=true) with sudo. Nobody else's system is touched.
set -euo pipefail

wanted=() lost=()
for what in "$@"; do
  case $what in
    scans)
      { command -v tesseract && tesseract --list-langs | grep -qx vie; } >/dev/null 2>&1 && continue
      wanted+=(tesseract-ocr tesseract-ocr-vie)
      lost+=("scans are not read")
      ;;
    doc)
      packages=()
      command -v soffice >/dev/null || packages+=(libreoffice-writer-nogui)
      command -v catdoc >/dev/null || packages+=(catdoc)
      # Drafts are set in Times New Roman, whose widths these letters have.
      compgen -G "/usr/share/fonts/truetype/liberation*/LiberationSerif-Regular.ttf" >/dev/null || packages+=(fonts-liberation2)
      [ "${#packages[@]}" -gt 0 ] || continue
      wanted+=("${packages[@]}")
      lost+=("the tests of .doc and .rtf files that need ${packages[*]} are skipped")
      ;;
    postgres)
      compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || command -v initdb >/dev/null && continue
      wanted+=(postgresql)
      lost+=("the tests of archives in PostgreSQL are skipped")
      ;;
    graphs)
      command -v dot >/dev/null && continue
      wanted+=(graphviz fonts-liberation2)
      lost+=("the graph is not drawn as SVG or PNG")
      ;;
    browser)
      command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null && continue
      wanted+=(chromium)
      lost+=("the tests that open pages in a browser are skipped")
      ;;
    *)
      echo "debian.sh knows scans, doc, postgres, graphs and browser, not $what" >&2
      exit 2
      ;;
  esac
done
[ "${#wanted[@]}" -gt 0 ] || exit 0

sudo=()
if ! command -v apt-get >/dev/null; then
  why="this machine has no apt-get"
elif [ "$(id -u)" -ne 0 ] && ! { [ "${CI:-}" = true ] && command -v sudo >/dev/null; }; then
  why="that needs root"
else
  [ "$(id -u)" -eq 0 ] || sudo=(sudo --non-interactive)
  echo "Installing ${wanted[*]} ..."
  # The lists are fetched anew only where those that are here cannot serve.
  install=("${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}")
  if "${install[@]}" >/dev/null 2>&1 || { "${sudo[@]}" apt-get update -qq && "${install[@]}" >/dev/null; }; then
    exit 0
  fi
  why="apt-get could not"
fi
printf 'NOT INSTALLED (%s): %s\n' "$why" "${wanted[*]}"
printf '  so %s\n' "${lost[@]}"
printf '  to have it: sudo apt install %s\n' "${wanted[*]}"
