@echo off
rem Installs the board from this folder, with no network, and starts it: double-click.
rem Or ".\start.cmd install", or any command: .\start.cmd account reset office
setlocal
set "PYTHONUTF8=1"
set "PYTHON_MANAGER_AUTOMATIC_INSTALL=false"
set "FITS=import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))"
set FOUND=
if defined PYTHON call :try "%PYTHON%"
call :try py -3.13
call :try py -3.12
call :try py -3.11
call :try python
if not defined FOUND goto none
%FOUND% "%~dp0start.py" %*
set CODE=%errorlevel%
if not %CODE%==0 pause
exit /b %CODE%

:try
if defined FOUND exit /b
%* -c "%FITS%" >nul 2>nul
if %errorlevel%==0 set FOUND=%*
exit /b

:none
echo Python 3.11, 3.12 or 3.13 (64-bit) was not found. Install it first; README.txt says how.
pause
exit /b 1
