@echo off
rem Installs docgen for this user from the wheels beside this file: no network, no administrator.
rem   install.cmd [FOLDER]     default: %LOCALAPPDATA%\docgen\program
setlocal EnableExtensions
cd /d "%~dp0"
set "TARGET=%~1"
if not defined TARGET set "TARGET=%LOCALAPPDATA%\docgen\program"
set "PY="
for %%v in (3.13 3.12 3.11) do if not defined PY py -%%v -c "" >nul 2>&1 && set "PY=py -%%v"
if not defined PY python -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>&1 && set "PY=python"
if not defined PY (
  echo Python 3.11 or later is needed. Please install it, then run this again.
  pause
  exit /b 1
)
%PY% -m venv --clear --without-pip "%TARGET%" || goto failed
for %%w in ("%~dp0wheels\pip-*.whl") do "%TARGET%\Scripts\python.exe" "%%~fw\pip" install -q --no-index --no-cache-dir --find-links "%~dp0wheels" docgen || goto failed
"%TARGET%\Scripts\docgen.exe" doctor || goto failed
"%TARGET%\Scripts\docgen.exe" install
echo docgen is installed in "%TARGET%".
pause
exit /b 0
:failed
echo docgen was not installed. Please send the lines above to whoever gave you this folder.
pause
exit /b 1
